/// An array of unsigned bytes in the IDX format of the MNIST authors: two zero bytes, the element
/// type, the number of dimensions, each dimension as a big-endian 32-bit word, then the elements in
/// row-major order.
public struct IDX: Equatable, Sendable {
  public let dimensions: [Int]
  public let elements: [UInt8]

  private static let unsignedByte: UInt8 = 0x08
  private static let mostDimensions = 4

  /// Reads all of `bytes`; `file` is only named in errors. Lengths are checked before anything of
  /// their size is allocated.
  public init(bytes: [UInt8], file: String) throws(DatasetError) {
    func malformed(_ offset: Int, _ found: String, _ expected: String) -> DatasetError {
      .malformed(file: file, offset: offset, found: found, expected: expected)
    }
    guard bytes.count >= 4 else {
      throw malformed(bytes.count, "the end of the file", "a header of 4 bytes")
    }
    for offset in 0..<2 where bytes[offset] != 0 {
      throw malformed(offset, "byte \(bytes[offset])", "byte 0")
    }
    guard bytes[2] == Self.unsignedByte else {
      throw malformed(2, "element type \(bytes[2])", "\(Self.unsignedByte) (unsigned byte)")
    }
    let rank = Int(bytes[3])
    guard (1...Self.mostDimensions).contains(rank) else {
      throw malformed(3, "\(rank) dimensions", "1 to \(Self.mostDimensions)")
    }
    let header = 4 + 4 * rank
    guard bytes.count >= header else {
      throw malformed(bytes.count, "the end of the file", "a header of \(header) bytes")
    }

    var dimensions: [Int] = []
    var count = 1
    for offset in stride(from: 4, to: header, by: 4) {
      let dimension = bytes[offset..<offset + 4].reduce(0) { $0 << 8 | Int($1) }
      let (product, overflow) = count.multipliedReportingOverflow(by: dimension)
      guard dimension > 0, !overflow, product <= bytes.count - header else {
        throw malformed(
          offset, "dimension \(dimension)",
          "1 or more, and no more than the \(bytes.count - header) elements that follow")
      }
      dimensions.append(dimension)
      count = product
    }
    guard bytes.count == header + count else {
      throw malformed(
        header + count, "\(bytes.count - header - count) bytes more", "the end of the file")
    }
    self.dimensions = dimensions
    self.elements = Array(bytes[header...])
  }
}
