import Results

extension SuiteDecoder {
  /// An entry of `learned` with the key `file`, and no other key except its name.
  func frozen(_ name: String, file: YAMLValue, in section: YAMLSection) throws -> FrozenOptimizer {
    for key in SuiteKeys.learned.names where key != "name" {
      if let value = section.optional(key) {
        throw value.invalid(
          found: "\(key) beside file",
          expected: "name and file alone, because an optimizer from a file is not meta-trained")
      }
    }
    let expected = "an optimizer file, as docs/formats.md describes it"
    let bytes = try readNamed(file, expected: expected)
    let path = try file.text()
    do {
      return FrozenOptimizer(
        name: name, file: path, bytes: bytes, digest: Digest.hexadecimal(of: bytes),
        content: try vocabulary.learned.file(bytes, path))
    } catch {
      throw file.invalid(
        found: "\(excerpt(path)), which cannot be used (\(error))", expected: expected)
    }
  }

  /// The bytes of a file that the suite file names; `expected` says what it is.
  func readNamed(_ value: YAMLValue, expected: String) throws -> [UInt8] {
    let path = try value.text("a file name")
    guard !path.hasPrefix("/"), !path.split(separator: "/").contains("..") else {
      throw value.invalid(expected: "a path that stays below the suite file's folder")
    }
    do {
      return try readFile(path)
    } catch SuiteError.unreadable(_, let reason) {
      throw value.invalid(
        found: "\(excerpt(path)), which cannot be read (\(reason))", expected: expected)
    }
  }
}
