/// A published data set: the files it consists of, and where they come from.
public enum Dataset: String, CaseIterable, Sendable {
  case mnist
  case cifar10 = "cifar-10"

  /// Its folder inside the data directory.
  public var folder: String {
    switch self {
    case .mnist: "mnist"
    case .cifar10: "cifar-10-batches-bin"
    }
  }

  /// Where the readers look for its files.
  public func directory(in dataDirectory: String) -> String { "\(dataDirectory)/\(folder)" }

  var files: [DatasetFile] {
    switch self {
    case .mnist: MNIST.files
    case .cifar10: CIFAR10.files
    }
  }
}

extension Dataset {
  /// The names and SHA-256s of the uncompressed files, in the order in which they are read.
  public var checksums: [(file: String, digest: String)] {
    files.map { ($0.name, $0.digest) }
  }

  /// The training images, then the test images.
  func images(in dataDirectory: String) throws(DatasetError) -> LabelledImages {
    let directory = directory(in: dataDirectory)
    switch self {
    case .mnist:
      let training = try MNIST.images(.train, directory: directory)
      return training.followed(by: try MNIST.images(.test, directory: directory))
    case .cifar10:
      let training = try CIFAR10.images(.train, directory: directory)
      return training.followed(by: try CIFAR10.images(.test, directory: directory))
    }
  }
}

extension Dataset {
  /// What one file of a data set turned out to be.
  public struct FileState: Equatable, Sendable {
    public let name: String
    /// Nil when the file is there and its bytes are the published ones, as far as their digest is known:
    /// of CIFAR-10's `test_batch.bin` for the first 1,000 records.
    public let problem: DatasetError?
  }

  /// Reads and verifies every file.
  public func check(in dataDirectory: String) -> [FileState] {
    files.map { file in
      do throws(DatasetError) {
        _ = try file.verifiedBytes(in: directory(in: dataDirectory))
        return FileState(name: file.name, problem: nil)
      } catch {
        return FileState(name: file.name, problem: error)
      }
    }
  }
}
