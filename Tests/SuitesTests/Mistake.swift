import Foundation
import Testing

/// An edit of the sample and the error that must come of it.
///
/// An arrow in the replacement, or in `place` where the error is elsewhere, stands before the first
/// character of the place that the error names.
struct Mistake {
  let old: String
  let replacement: String
  let place: String?
  let message: String

  /// The first occurrence of `old` becomes `replacement`; an empty one removes the whole line.
  init(_ old: String, _ replacement: String, at place: String? = nil, _ message: String) {
    self.old = old
    self.replacement = replacement
    self.place = place
    self.message = message
  }

  /// The edited sample, after `edit`, and the place of the error as `line:column`.
  func edited(_ edit: (String) -> String) throws -> (yaml: String, place: String) {
    let marked = edit(Samples.edited(old, replacement))
    let withArrow =
      place.map { marked.replacing($0.replacing("→", with: ""), with: $0, maxReplacements: 1) }
      ?? marked
    let before = withArrow.components(separatedBy: "→")
    guard before.count == 2 else { throw NoPlace(mistake: self) }
    let lines = before[0].components(separatedBy: "\n")
    return (before.joined(), "\(lines.count):\(lines[lines.count - 1].count + 1)")
  }

  struct NoPlace: Error { let mistake: Mistake }
}

func expectError(
  of mistake: Mistake, in edit: (String) -> String = { $0 }
) throws {
  let (yaml, place) = try mistake.edited(edit)
  expectError(in: yaml, "suites/sample.yaml:\(place): \(mistake.message)")
}

func expectError(in yaml: String, _ message: String) {
  do {
    _ = try Samples.suite(yaml)
    Issue.record("no error where expected: \(message)")
  } catch {
    #expect("\(error)".hasPrefix(message), "\(error)")
  }
}
