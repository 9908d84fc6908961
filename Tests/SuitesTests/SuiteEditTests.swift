import Foundation
import TestSupport
import Testing

@testable import Suites

/// A suite file that was damaged is refused, or means something else at the damaged place only.
struct SuiteEditTests {
  @Test(.optimized) func aCutFileIsRefusedOrMeansWhatIsLeft() throws {
    let whole = try properties(of: Samples.suite())
    var accepted = 0
    for length in 0..<Samples.yaml.utf8.count {
      let cut = String(decoding: Samples.yaml.utf8.prefix(length), as: UTF8.self)
      guard let suite = try suiteUnlessRefused(cut) else { continue }
      accepted += 1
      for (name, value) in try properties(of: suite) where value != whole[name] {
        let isCutNumber = name.hasSuffix(".functions") && whole[name]?.hasPrefix(value) == true
        let isCutList = name == "published" && value == "[]"
        #expect(isCutNumber || isCutList, "\(name): \(value) of\n\(cut)")
      }
    }
    #expect(accepted > 0)
  }

  @Test(.optimized) func aReplacedByteIsRefusedOrChangesOneProperty() throws {
    let whole = try properties(of: Samples.suite())
    let comment = try #require(Samples.yaml.firstRange(of: "# a comment"))
    var accepted = 0
    for (turn, byte) in "*&:\"-{#\n\0".utf8.enumerated() {
      // Every place meets a third of the bytes.
      for (offset, index) in Samples.yaml.utf8.indices.enumerated()
      where (offset + turn).isMultiple(of: 3) {
        var bytes = Array(Samples.yaml.utf8)
        bytes[offset] = byte
        let edited = String(decoding: bytes, as: UTF8.self)
        guard let suite = try suiteUnlessRefused(edited) else { continue }
        accepted += 1
        let found = try properties(of: suite)
        let changed = Set(found.keys).union(whole.keys).filter { found[$0] != whole[$0] }
        // One line of the file is of all entries of a list, or of a whole schedule or range; a line that
        // is indented less belongs to another section.
        let keys = Set(
          changed.map {
            $0.replacing(/\.\d+/, with: "")
              .replacing(".validation.transformations", with: ".transformations")
              .replacing(/\.(shape|from|to|lowest|highest)$/, with: "")
          })
        let limit = comment.contains(index) ? 0 : 1
        #expect(keys.count <= limit, "\(changed.sorted()) changed in\n\(edited)")
      }
    }
    #expect(accepted > 0)
  }

  private func suiteUnlessRefused(_ yaml: String) throws -> Suite? {
    do {
      return try Samples.suite(yaml)
    } catch is SuiteError {
      return nil
    }
  }

  /// `learned.0.training.schedule.epochs: 60` and so on.
  private func properties(of suite: Suite) throws -> [String: String] {
    let text = Data(suite.canonical.encoded.utf8)
    return flattened(try JSONSerialization.jsonObject(with: text), "")
  }

  private func flattened(_ value: Any, _ path: String) -> [String: String] {
    var children: [(String, Any)] = []
    switch value {
    case let fields as [String: Any]: children = fields.map { ($0.key, $0.value) }
    case let entries as [Any]: children = entries.enumerated().map { ("\($0.offset)", $0.element) }
    default: break
    }
    if children.isEmpty { return [path: "\(value)"] }
    return children.reduce(into: [:]) { properties, child in
      let inner = flattened(child.1, path.isEmpty ? child.0 : "\(path).\(child.0)")
      properties.merge(inner) { first, _ in first }
    }
  }
}
