import Files
import Foundation
import Reports

/// The figures of a report, drawn by a few gnuplot processes in a temporary folder.
struct DrawnFigures {
  /// The drawings that came out whole, by path inside the results folder.
  private(set) var drawings: [String: [UInt8]] = [:]
  /// The first way in which gnuplot failed.
  private(set) var problem: Drawing.Problem?

  /// Scripts that one gnuplot runs.
  private static let batch = 200

  /// A script that fails is left out, and the others are drawn; nothing more is tried of a gnuplot that
  /// draws none of a batch.
  init(_ figures: [Figure]) throws {
    let scratch = try ScratchFolder()
    defer { withExtendedLifetime(scratch) {} }
    let folder = scratch.path
    var rest = figures[...]
    while !rest.isEmpty {
      let batch = rest.prefix(Self.batch)
      for figure in batch {
        for (suffix, text) in [("csv", figure.data), ("gp", figure.script)] {
          try FileAccess.writeScratch("\(folder)/\(figure.name).\(suffix)", Array(text.utf8))
        }
      }
      let problem = Drawing.run(batch.map { "\($0.name).gp" }, in: folder)
      self.problem = self.problem ?? problem
      let drawn = batch.prefix { figure in
        guard let data = FileManager.default.contents(atPath: "\(folder)/\(figure.name).svg"),
          Drawn(bytes: Array(data)).flaw(showing: figure.heading) == nil
        else { return false }
        drawings[figure.path] = Array(data)
        return true
      }
      guard problem == nil || !drawn.isEmpty else { return }
      if problem == nil, drawn.count < batch.count {
        self.problem =
          self.problem ?? .failed("\(batch[batch.startIndex + drawn.count].path) is not whole")
      }
      rest = rest.dropFirst(min(batch.count, drawn.count + 1))
    }
  }
}
