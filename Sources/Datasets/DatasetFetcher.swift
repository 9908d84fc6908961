import Files
import Foundation

/// Brings the files of a data set from where they are published; the only network access there is.
///
/// Every download goes to a temporary file of this process by `curl`, and takes its name only once its
/// bytes are known to be right. What is there and right already is left alone.
public struct DatasetFetcher: Sendable {
  let folder: String
  let files: [DatasetFile]
  /// A compressed tar file with all of `files` in `folder`; nil where each comes alone, compressed.
  let archive: DatasetFile?
  /// Places that hold the same files, in the order in which they are tried.
  let mirrors: [String]

  public init(_ dataset: Dataset) {
    folder = dataset.folder
    files = dataset.files
    switch dataset {
    case .mnist:
      archive = nil
      mirrors = [
        "https://ossci-datasets.s3.amazonaws.com/mnist",
        "https://storage.googleapis.com/cvdf-datasets/mnist",
      ]
    case .cifar10:
      archive = CIFAR10.archive
      mirrors = ["https://www.cs.toronto.edu/~kriz"]
    }
  }

  init(folder: String, files: [DatasetFile], archive: DatasetFile?, mirrors: [String]) {
    self.folder = folder
    self.files = files
    self.archive = archive
    self.mirrors = mirrors
  }
}

extension DatasetFetcher {
  /// Fetches what is missing or wrong in a data directory; returns the names of the files fetched. Of
  /// several processes one fetches, and the others wait for it. Nothing is written where all is right.
  public func fetch(into dataDirectory: String) throws -> [String] {
    let directory = "\(dataDirectory)/\(folder)"
    guard !wanted(in: directory).isEmpty else { return [] }
    try FileAccess.makeFolders(directory)
    return try FileAccess.inTurn(lock: "\(directory)/.lock") {
      let wanted = wanted(in: directory)
      guard !wanted.isEmpty else { return [] }
      for place in [dataDirectory, directory] { try FileAccess.removeLeftovers(in: place) }
      if let archive {
        try fetchAll(in: archive, into: dataDirectory)
      } else {
        for file in wanted { try fetchAlone(file, into: directory) }
      }
      return wanted.map(\.name)
    }
  }

  private func wanted(in directory: String) -> [DatasetFile] {
    files.filter { file in (try? file.verifiedBytes(in: directory)) == nil }
  }

  private func fetchAlone(_ file: DatasetFile, into directory: String) throws {
    let temporary = FileAccess.temporaryPath(of: "\(directory)/\(file.name).gz")
    defer { unlink(temporary) }
    let bytes = try download(file, as: file.name + ".gz", to: temporary)
    try FileAccess.replace("\(directory)/\(file.name)", with: bytes)
  }

  private func fetchAll(in archive: DatasetFile, into dataDirectory: String) throws {
    let temporary = FileAccess.temporaryPath(of: "\(dataDirectory)/\(archive.name)")
    let unpacked = FileAccess.temporaryPath(of: "\(dataDirectory)/\(folder)")
    defer {
      unlink(temporary)
      try? FileManager.default.removeItem(atPath: unpacked)
    }
    _ = try download(archive, as: archive.name, to: temporary)
    try FileAccess.makeFolder(unpacked)
    try run("tar", ["-xzf", temporary, "-C", unpacked], on: archive.name)
    for file in files {
      let bytes = try file.verifiedBytes(in: "\(unpacked)/\(folder)")
      try FileAccess.replace("\(dataDirectory)/\(folder)/\(file.name)", with: bytes)
    }
  }

  /// Tries every mirror in turn; the verified bytes, or the last mirror's error.
  private func download(
    _ file: DatasetFile, as name: String, to path: String
  ) throws -> [UInt8] {
    var failure = DatasetError.unreadable(file: name, reason: "there is no mirror to fetch it from")
    for mirror in mirrors {
      let source = "\(mirror)/\(name)"
      do {
        try run(
          "curl", ["--fail", "--location", "--silent", "--show-error", "--output", path, source],
          on: source)
        return try file.verifiedBytes(at: path, calledInErrors: source)
      } catch let error as DatasetError {
        failure = error
      }
    }
    throw failure
  }

  /// Runs a tool of the system; `subject` is named in errors.
  private func run(_ tool: String, _ arguments: [String], on subject: String) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [tool] + arguments
    let errors = Pipe()
    process.standardError = errors
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    let text = errors.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      let reason = String(decoding: text, as: UTF8.self)
        .trimmingCharacters(in: .whitespacesAndNewlines)
      throw DatasetError.unreadable(
        file: subject, reason: "\(tool) ended with \(process.terminationStatus): \(reason)")
    }
  }
}
