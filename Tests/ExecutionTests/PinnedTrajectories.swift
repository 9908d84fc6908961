import Evaluation
import Execution
import Foundation
import Optimizees
import Testing

/// Trajectories of optimizer files that a Python program in `Tests/Oracles` compares its own with.
///
/// Run a test of them with `L2L_PIN=1` to write them anew; it then fails, so that nobody pins by accident.
struct PinnedTrajectories {
  static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
  static var isPinning: Bool { ProcessInfo.processInfo.environment["L2L_PIN"] != nil }

  private static let horizon = 40
  /// In `Tests/Oracles`.
  let name: String
  let family: any OptimizeeFamily

  func check(_ files: [String]) throws {
    let pinned = Self.root.appending(path: "Tests/Oracles/\(name)")
    let found = try Dictionary(uniqueKeysWithValues: files.map { ($0, try trajectory($0)) })
    if Self.isPinning {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
      try encoder.encode(found).write(to: pinned)
      Issue.record("wrote \(pinned.path); run again without L2L_PIN")
      return
    }
    #expect(
      found == (try JSONDecoder().decode([String: [Float]].self, from: Data(contentsOf: pinned))))
  }

  private func trajectory(_ file: String) throws -> [Float] {
    let bytes = try Data(contentsOf: Self.root.appending(path: file))
    let optimizer = try OptimizerFile(decoding: Array(bytes), file: file).optimizer
    let evaluator = Evaluator(
      family: family, split: .metaTest, functions: 1, horizon: Self.horizon, suiteSeed: 0,
      threads: 1)
    return evaluator.trajectories(of: optimizer)[0].losses
  }
}
