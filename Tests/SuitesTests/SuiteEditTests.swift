import TestSupport
import Testing

@testable import Suites

/// A suite file that was damaged is refused, or means something else at the damaged place only.
struct SuiteEditTests {
  @Test(.optimized) func aCutFileIsRefusedOrMeansWhatIsLeft() throws {
    let whole = properties(of: try Samples.suite())
    var accepted = 0
    for length in 0..<Samples.yaml.utf8.count {
      let cut = String(decoding: Samples.yaml.utf8.prefix(length), as: UTF8.self)
      guard let suite = try suiteUnlessRefused(cut) else { continue }
      accepted += 1
      for (name, value) in properties(of: suite) where value != whole[name] {
        let isCutNumber = name.hasSuffix(".functions") && whole[name]?.hasPrefix(value) == true
        let isCutList = name == "published" && value == "[]"
        #expect(isCutNumber || isCutList, "\(name): \(value) of\n\(cut)")
      }
    }
    #expect(accepted > 0)
  }

  @Test(.optimized) func aReplacedByteIsRefusedOrChangesOneProperty() throws {
    let whole = properties(of: try Samples.suite())
    let comment = try #require(Samples.yaml.firstRange(of: "# a comment"))
    var accepted = 0
    for byte in "*&:\"-{#\n\0".utf8 {
      for (offset, index) in Samples.yaml.utf8.indices.enumerated() {
        var bytes = Array(Samples.yaml.utf8)
        bytes[offset] = byte
        let edited = String(decoding: bytes, as: UTF8.self)
        guard let suite = try suiteUnlessRefused(edited) else { continue }
        accepted += 1
        let found = properties(of: suite)
        let changed = Set(found.keys).union(whole.keys).filter { found[$0] != whole[$0] }
        // One line of the file is of all entries of a list.
        let keys = Set(changed.map { $0.replacing(/\.\d+/, with: "") })
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

  /// `learned.0.training.epochs: 60` and so on.
  private func properties(of value: Any, _ path: String = "") -> [String: String] {
    let mirror = Mirror(reflecting: value)
    let isLeaf = mirror.displayStyle != .struct && mirror.displayStyle != .collection
    if isLeaf || mirror.children.isEmpty { return [path: "\(value)"] }
    return mirror.children.enumerated().reduce(into: [:]) { properties, child in
      let name = child.element.label ?? "\(child.offset)"
      let childPath = path.isEmpty ? name : "\(path).\(name)"
      properties.merge(self.properties(of: child.element.value, childPath)) { first, _ in first }
    }
  }
}
