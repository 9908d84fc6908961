/// Paths taken apart as text. Foundation's way traps on a path of one letter (swift 6.3, Linux).
package enum FilePath {
  /// The folder `path` lies in: empty for a plain name, `/` for the root.
  package static func parent(of path: String) -> String {
    guard let last = path.lastIndex(where: { $0 != "/" }) else { return path.isEmpty ? "" : "/" }
    guard let slash = path[...last].lastIndex(of: "/") else { return "" }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// What follows the last slash, up to its last dot.
  package static func stem(of path: String) -> String {
    let name = path.suffix(from: path.lastIndex(of: "/").map(path.index(after:)) ?? path.startIndex)
    guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return String(name) }
    return String(name[..<dot])
  }
}
