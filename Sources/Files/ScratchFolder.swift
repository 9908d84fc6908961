import Foundation

/// A new folder under `TMPDIR`, else under /tmp, for this process alone; gone with the object.
package final class ScratchFolder {
  package let path: String

  /// Throws where it cannot be made; a `TMPDIR` that is not there is not made.
  package init() throws {
    let given = ProcessInfo.processInfo.environment["TMPDIR"].flatMap { $0.isEmpty ? nil : $0 }
    var template = Array("\(given ?? "/tmp")/l2l-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else {
      throw FileAccess.failure("make a temporary folder", given ?? "/tmp")
    }
    path = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }
}
