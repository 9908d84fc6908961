import Datasets
import Testing

@Suite struct CIFARBinaryTests {
  private func record(label: UInt8) -> [UInt8] {
    let pixels = (0..<3_072).map { (index: Int) -> UInt8 in
      UInt8(index / 1_024 * 50 + index % 32)
    }
    return [label] + pixels
  }

  @Test func recordsKeepTheirPlanes() throws {
    let images = try CIFARBinary.images(in: record(label: 3) + record(label: 9), file: "good")
    #expect(images.labels == [3, 9])
    #expect((images.height, images.width, images.channels) == (32, 32, 3))
    #expect(images.pixels[0] == 0 && images.pixels[1_024] == 50 && images.pixels[2_049] == 101)
    #expect(images.pixels.count == 6_144)
  }

  @Test(arguments: [0, 1, 1_024, 3_072, 3_074, 6_145])
  func brokenRecordsAreRefused(length: Int) {
    let bytes = (record(label: 0) + record(label: 1) + record(label: 2)).prefix(length)
    #expect(throws: DatasetError.self) {
      try CIFARBinary.images(in: Array(bytes), file: "cut")
    }
  }

  @Test func wrongLabelsAreNamedByPlace() {
    let error = #expect(throws: DatasetError.self) {
      try CIFARBinary.images(in: record(label: 0) + record(label: 10), file: "labels")
    }
    #expect(error?.description == "labels, byte 3073: found label 10, expected 0 to 9")
  }
}
