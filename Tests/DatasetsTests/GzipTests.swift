import Datasets
import Testing

@Suite struct GzipTests {
  private let plain: [UInt8] = [0, 0, 8, 1, 0, 0, 0, 3, 7, 8, 9]
  /// `plain` by Python 3's gzip.compress(…, mtime=0).
  private let packed: [UInt8] = [
    0x1F, 0x8B, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x03, 0x63, 0x60, 0xE0, 0x60, 0x64,
    0x60, 0x60, 0x60, 0x66, 0xE7, 0xE0, 0x04, 0x00, 0xAD, 0x98, 0x0A, 0xBA, 0x0B, 0x00, 0x00,
    0x00,
  ]

  @Test func memberIsInflated() throws {
    #expect(Gzip.isCompressed(packed))
    #expect(!Gzip.isCompressed(plain))
    #expect(try Gzip.inflated(packed, limit: 11, file: "good") == plain)
  }

  @Test func cutMembersAreRefusedAtEveryLength() {
    for length in packed.indices {
      let error = #expect(throws: DatasetError.self) {
        try Gzip.inflated(Array(packed.prefix(length)), limit: 11, file: "cut")
      }
      #expect(
        error
          == .malformed(
            file: "cut", offset: length, found: "the end of the file",
            expected: "a whole gzip stream"))
    }
  }

  /// Time stamp, compression level and system are the only bytes without a meaning for the result.
  @Test func damagedBytesNeverChangeTheResult() {
    for offset in packed.indices where !(4..<10).contains(offset) {
      for bit in 0..<8 {
        var bytes = packed
        bytes[offset] ^= 1 << UInt8(bit)
        let result = try? Gzip.inflated(bytes, limit: 1_000, file: "flipped")
        #expect(result == nil || result == plain, "byte \(offset), bit \(bit)")
      }
    }
    var wrongSum = packed
    wrongSum[packed.count - 8] ^= 1
    #expect(throws: DatasetError.self) {
      try Gzip.inflated(wrongSum, limit: 11, file: "flipped")
    }
  }

  @Test func outputBeyondTheLimitIsRefused() {
    let error = #expect(throws: DatasetError.self) {
      try Gzip.inflated(packed, limit: 10, file: "bomb")
    }
    #expect(error?.description.contains("more than 10 uncompressed bytes") == true)
  }

  @Test func severalMembersAreOneTextAndZerosBehindThemNone() throws {
    #expect(try Gzip.inflated(packed + packed, limit: 22, file: "two") == plain + plain)
    #expect(try Gzip.inflated(packed + [0, 0, 0], limit: 11, file: "padded") == plain)
    #expect(throws: DatasetError.self) {
      try Gzip.inflated(packed + packed, limit: 21, file: "too long")
    }
    #expect(throws: DatasetError.self) {
      try Gzip.inflated(packed + packed.dropLast(), limit: 22, file: "cut")
    }
  }

  @Test func otherBytesAfterTheMemberAreRefused() {
    let error = #expect(throws: DatasetError.self) {
      try Gzip.inflated(packed + [0, 0, 1], limit: 11, file: "long")
    }
    #expect(
      error
        == .malformed(
          file: "long", offset: packed.count, found: "3 bytes more",
          expected: "the end of the file after a gzip member"))
  }
}
