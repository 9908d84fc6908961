/// CIFAR-10 (Krizhevsky, 2009): colour photographs of ten classes, 32 × 32.
public enum CIFAR10 {
  public enum Split: Sendable {
    /// 50,000 images, `data_batch_1.bin` to `data_batch_5.bin`.
    case train
    /// 10,000 images of `test_batch.bin`, or where there is only `test_batch_first1000.bin` its
    /// 1,000.
    case test
  }

  /// Reads a split from `directory`.
  public static func images(
    _ split: Split, directory: String
  ) throws(DatasetError) -> LabelledImages {
    switch split {
    case .train:
      return try images(in: trainBatches, directory: directory)
    case .test:
      let onlyPart =
        testBatch.paths(in: directory).isEmpty && !firstTestRecords.paths(in: directory).isEmpty
      return try images(in: [onlyPart ? firstTestRecords : testBatch], directory: directory)
    }
  }

  private static func images(
    in files: [DatasetFile], directory: String
  ) throws(DatasetError) -> LabelledImages {
    var labels: [UInt8] = []
    var pixels: [UInt8] = []
    for file in files {
      let bytes = try file.verifiedBytes(in: directory)
      let part = try CIFARBinary.images(in: bytes, file: file.name)
      labels += part.labels
      pixels += part.pixels
    }
    return LabelledImages(
      height: CIFARBinary.side, width: CIFARBinary.side, channels: CIFARBinary.channels,
      pixels: pixels, labels: labels)
  }
}

extension CIFAR10 {
  static var files: [DatasetFile] { trainBatches + [testBatch] }

  static let archive = DatasetFile(
    "cifar-10-binary.tar.gz", byteCount: 170_052_171,
    digest: "c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd", isArchive: true)

  private static let batchBytes = 10_000 * CIFARBinary.recordBytes
  private static let partBytes = 1_000 * CIFARBinary.recordBytes
  private static let partDigest =
    "8314c96d7cd65618193bab23acdd5d4c4af15bf6dd00a1781d55beedf3be1ef5"

  private static let trainBatches = [
    "cee916563c9f80d84e3cc88e17fdc0941787f1244f00a67874d45b261883ada5",
    "a591ca11fa1708a91ee40f54b3da4784ccd871ecf2137de63f51ada8b3fa57ed",
    "bbe8596564c0f86427f876058170b84dac6670ddf06d79402899d93ceea26f67",
    "014e562d6e23c72197cc727519169a60359f5eccd8945ad5a09d710285ff4e48",
    "755304fc0b379caeae8c14f0dac912fbc7d6cd469eb67a1029a08a39453a9add",
  ].enumerated().map { index, digest in
    DatasetFile("data_batch_\(index + 1).bin", byteCount: batchBytes, digest: digest)
  }

  /// Only the digest of its first thousand records is known here: the rest is checked by length and
  /// by its labels.
  private static let testBatch = DatasetFile(
    "test_batch.bin", byteCount: batchBytes, digest: partDigest, digestedBytes: partBytes)

  private static let firstTestRecords = DatasetFile(
    "test_batch_first1000.bin", byteCount: partBytes, digest: partDigest)
}
