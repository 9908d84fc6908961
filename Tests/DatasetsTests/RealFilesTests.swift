import Datasets
import Foundation
import Testing

/// Where the published files lie on this machine: `L2L_DATA`, else `../shared/data` beside the
/// package; nil when neither is a folder, and the tests of them are skipped.
private let dataDirectory: String? = {
  let package = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
  let beside = package.deletingLastPathComponent().appendingPathComponent("shared/data").path
  return [ProcessInfo.processInfo.environment["L2L_DATA"], beside]
    .compactMap { $0 }.first { FileManager.default.fileExists(atPath: $0) }
}()

/// Whether `folder` of the data directory is there.
private func has(_ folder: String) -> Bool {
  guard let dataDirectory else { return false }
  return FileManager.default.fileExists(atPath: dataDirectory + "/" + folder)
}

@Suite struct RealFilesTests {
  @Test(.enabled(if: has("mnist")))
  func mnistIsThePublishedOne() throws {
    let directory = try #require(dataDirectory) + "/mnist"
    let test = try MNIST.images(.test, directory: directory)
    #expect((test.count, test.height, test.width, test.channels) == (10_000, 28, 28, 1))
    #expect(test.labels.prefix(10) == [7, 2, 1, 0, 4, 1, 4, 9, 5, 9])
    let train = try MNIST.images(.train, directory: directory)
    #expect((train.count, train.height, train.width, train.channels) == (60_000, 28, 28, 1))
    #expect(train.labels.prefix(10) == [5, 0, 4, 1, 9, 2, 1, 3, 1, 4])
    let both = try DataLibrary(directory: try #require(dataDirectory)).images(of: .mnist)
    #expect(both.labels == train.labels + test.labels)
    #expect(both.pixels == train.pixels + test.pixels)
  }

  /// Channel means 0.4914, 0.4822 and 0.4465 are the well-known ones of the training images.
  @Test(.enabled(if: has("cifar-10-batches-bin")))
  func cifarIsThePublishedOne() throws {
    let directory = try #require(dataDirectory) + "/cifar-10-batches-bin"
    let train = try CIFAR10.images(.train, directory: directory)
    #expect((train.count, train.height, train.width, train.channels) == (50_000, 32, 32, 3))
    var classes = [Int](repeating: 0, count: 10)
    for label in train.labels { classes[Int(label)] += 1 }
    #expect(classes == [Int](repeating: 5_000, count: 10))
    let sums = channelSums(of: train)
    for (sum, mean) in zip(sums, [0.4914, 0.4822, 0.4465]) {
      #expect(abs(Double(sum) / (255 * 1_024 * 50_000) - mean) < 5e-5)
    }

    let test = try CIFAR10.images(.test, directory: directory)
    #expect(test.count == 1_000 || test.count == 10_000)
    #expect(test.labels.prefix(5) == [3, 8, 8, 0, 6])
  }

  private func channelSums(of images: LabelledImages) -> [Int] {
    var sums = [0, 0, 0]
    images.pixels.withUnsafeBufferPointer { pixels in
      var offset = 0
      for _ in 0..<images.count {
        for channel in 0..<3 {
          var sum = 0
          for i in offset..<offset + 1_024 { sum += Int(pixels[i]) }
          sums[channel] += sum
          offset += 1_024
        }
      }
    }
    return sums
  }
}

@Suite struct DamagedFilesTests {
  private func withFolder(_ files: [String: [UInt8]], _ body: (String) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("l2l-datasets-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for (name, bytes) in files {
      try Data(bytes).write(to: folder.appendingPathComponent(name))
    }
    try body(folder.path)
  }

  @Test func missingFilesAreNamed() throws {
    try withFolder([:]) { folder in
      let error = #expect(throws: DatasetError.self) {
        try MNIST.images(.test, directory: folder)
      }
      #expect(
        error
          == .unreadable(
            file: folder + "/t10k-images-idx3-ubyte",
            reason: "there is no such file, nor one ending in .gz"))
      #expect(throws: DatasetError.self) { try CIFAR10.images(.train, directory: folder) }
    }
  }

  @Test func otherLengthsAreRefused() throws {
    try withFolder(["t10k-images-idx3-ubyte": [0, 0, 8]]) { folder in
      let error = #expect(throws: DatasetError.self) {
        try MNIST.images(.test, directory: folder)
      }
      #expect(
        error
          == .malformed(
            file: folder + "/t10k-images-idx3-ubyte", offset: 3, found: "3 uncompressed bytes",
            expected: "7840016"))
    }
  }

  @Test func otherBytesOfTheRightLengthAreRefused() throws {
    let part = [UInt8](repeating: 0, count: 1_000 * CIFARBinary.recordBytes)
    try withFolder(["test_batch_first1000.bin": part]) { folder in
      let error = #expect(throws: DatasetError.self) {
        try CIFAR10.images(.test, directory: folder)
      }
      guard case .checksum(let file, _, let expected) = error else {
        Issue.record("expected a checksum error, found \(String(describing: error))")
        return
      }
      #expect(file == folder + "/test_batch_first1000.bin")
      #expect(expected.hasPrefix("8314c96d"))
    }
  }

  @Test func damagedCompressedFilesAreRefused() throws {
    try withFolder(["t10k-images-idx3-ubyte.gz": [0x1F, 0x8B, 8, 0]]) { folder in
      let error = #expect(throws: DatasetError.self) {
        try MNIST.images(.test, directory: folder)
      }
      #expect(
        error?.description
          == folder + "/t10k-images-idx3-ubyte.gz, byte 4: found the end of the file, "
          + "expected a whole gzip stream")
    }
  }
}
