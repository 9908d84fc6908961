/// The names an optimizer file may have: a record's word for one is never taken as a path.
enum OptimizerFile {
  static let rule = "letters, digits, - and _, then .safetensors"

  static func isName(_ name: String) -> Bool {
    let suffix = ".safetensors"
    let stem = name.utf8.dropLast(suffix.utf8.count)
    return name.hasSuffix(suffix) && !stem.isEmpty && name.utf8.count <= 200
      && stem.allSatisfy {
        (48...57).contains($0) || (65...90).contains($0) || (97...122).contains($0)
          || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_")
      }
  }
}
