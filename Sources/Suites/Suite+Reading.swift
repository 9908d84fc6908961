import Files
import Results

extension Suite {
  /// Reads and checks a suite file and the files it names.
  public init(contentsOf path: String, vocabulary: Vocabulary) throws {
    let folder = FilePath.parent(of: path)
    let bytes = try Self.read(path, limit: SuiteLimits.fileSize)
    guard let yaml = String(validating: bytes, as: UTF8.self) else {
      throw SuiteError.unreadable(file: path, reason: "found bytes that are not UTF-8 text")
    }
    try self.init(decoding: yaml, file: path, vocabulary: vocabulary) { file in
      try Self.read(
        folder.isEmpty || file.hasPrefix("/") ? file : "\(folder)/\(file)",
        limit: SuiteLimits.namedFileSize)
    }
    if !folder.isEmpty { self.folder = folder }
  }

  /// Checks the text of a suite file. `file` names it in errors, and its base name must be the
  /// suite's; `readFile` gives the bytes of a file named relative to it.
  public init(
    decoding yaml: String, file: String, vocabulary: Vocabulary,
    readFile: (String) throws -> [UInt8]
  ) throws {
    let size = yaml.utf8.count
    guard size <= SuiteLimits.fileSize else {
      throw SuiteError.unreadable(
        file: file, reason: "found \(size) bytes, expected at most \(SuiteLimits.fileSize)")
    }
    let name = FilePath.stem(of: file)
    self = try withoutActuallyEscaping(readFile) { readFile in
      try SuiteDecoder(vocabulary: vocabulary, readFile: readFile)
        .suite(from: YAMLDocument.root(of: yaml, file: file), name: name)
    }
  }

  private static func read(_ path: String, limit: Int) throws -> [UInt8] {
    do {
      guard let bytes = try FileAccess.read(path, limit: limit) else {
        throw SuiteError.unreadable(file: path, reason: SuiteError.noSuchFile)
      }
      return bytes
    } catch let error as FileError {
      throw SuiteError.unreadable(file: path, reason: error.reason)
    }
  }
}
