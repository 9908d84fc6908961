import Datasets
import Testing

@Suite struct IDXTests {
  /// Two images of 1 × 3.
  private let good: [UInt8] = [
    0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 3, 10, 20, 30, 40, 50, 60,
  ]

  @Test func arrayIsReadWhole() throws {
    let array = try IDX(bytes: good, file: "good")
    #expect(array.dimensions == [2, 1, 3])
    #expect(array.elements == [10, 20, 30, 40, 50, 60])
  }

  @Test(arguments: 0..<22)
  func cutFilesAreRefused(length: Int) {
    #expect(throws: DatasetError.self) {
      try IDX(bytes: Array(good.prefix(length)), file: "cut")
    }
  }

  @Test(arguments: 0..<16, [UInt8(0x01), 0x80])
  func flippedHeaderBytesAreRefused(offset: Int, mask: UInt8) {
    var bytes = good
    bytes[offset] ^= mask
    #expect(throws: DatasetError.self) { try IDX(bytes: bytes, file: "flipped") }
  }

  @Test func trailingBytesAreRefusedByNameAndPlace() {
    let error = #expect(throws: DatasetError.self) {
      try IDX(bytes: good + [0, 0], file: "long")
    }
    #expect(
      error?.description == "long, byte 22: found 2 bytes more, expected the end of the file")
  }

  @Test func hugeAndEmptyDimensionsAreRefusedBeforeAllocating() {
    let huge: [UInt8] = [0, 0, 8, 4] + [UInt8](repeating: 0xFF, count: 16)
    let error = #expect(throws: DatasetError.self) { try IDX(bytes: huge, file: "huge") }
    #expect(
      error
        == .malformed(
          file: "huge", offset: 4, found: "dimension 4294967295",
          expected: "1 or more, and no more than the 0 elements that follow"))
    #expect(throws: DatasetError.self) {
      try IDX(bytes: [0, 0, 8, 1, 0, 0, 0, 0], file: "empty")
    }
  }

  @Test func otherElementTypesAreNamed() {
    let error = #expect(throws: DatasetError.self) {
      try IDX(bytes: [0, 0, 0x0D, 1, 0, 0, 0, 1, 0, 0, 0, 0], file: "floats")
    }
    #expect(
      error?.description
        == "floats, byte 2: found element type 13, expected 8 (unsigned byte)")
  }

  @Test func imagesAndLabelsMustBelongTogether() throws {
    let images = try IDX(bytes: good, file: "images")
    let labels = try IDX(bytes: [0, 0, 8, 1, 0, 0, 0, 2, 9, 0], file: "labels")
    let files = (images: "images", labels: "labels")
    let labelled = try MNIST.labelled(images, by: labels, files: files)
    #expect(labelled.count == 2 && labelled.height == 1 && labelled.width == 3)
    #expect(labelled.labels == [9, 0])

    let three = try IDX(bytes: [0, 0, 8, 1, 0, 0, 0, 3, 9, 0, 1], file: "labels")
    #expect(throws: DatasetError.self) { try MNIST.labelled(images, by: three, files: files) }
    #expect(throws: DatasetError.self) { try MNIST.labelled(labels, by: labels, files: files) }
    let ten = try IDX(bytes: [0, 0, 8, 1, 0, 0, 0, 2, 9, 10], file: "labels")
    let error = #expect(throws: DatasetError.self) {
      try MNIST.labelled(images, by: ten, files: files)
    }
    #expect(error?.description == "labels, byte 9: found label 10, expected 0 to 9")
  }
}
