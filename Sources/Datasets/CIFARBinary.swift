/// The binary layout of CIFAR-10: records of one label byte and 3,072 pixel bytes, a red, a green
/// and a blue plane of 32 × 32 each.
public enum CIFARBinary {
  public static let classes = 10
  static let side = 32
  static let channels = 3

  /// Bytes of a record: 3,073.
  public static let recordBytes = 1 + channels * side * side

  /// Reads all of `bytes`; `file` is only named in errors.
  public static func images(in bytes: [UInt8], file: String) throws(DatasetError) -> LabelledImages
  {
    guard !bytes.isEmpty, bytes.count.isMultiple(of: recordBytes) else {
      throw .malformed(
        file: file, offset: bytes.count, found: "the end of the file",
        expected: "a whole number of records of \(recordBytes) bytes, at least one")
    }
    let count = bytes.count / recordBytes
    var labels: [UInt8] = []
    var pixels: [UInt8] = []
    labels.reserveCapacity(count)
    pixels.reserveCapacity(count * (recordBytes - 1))
    for start in stride(from: 0, to: bytes.count, by: recordBytes) {
      guard bytes[start] < classes else {
        throw .malformed(
          file: file, offset: start, found: "label \(bytes[start])",
          expected: "0 to \(classes - 1)")
      }
      labels.append(bytes[start])
      pixels.append(contentsOf: bytes[start + 1..<start + recordBytes])
    }
    return LabelledImages(
      height: side, width: side, channels: channels, pixels: pixels, labels: labels)
  }
}
