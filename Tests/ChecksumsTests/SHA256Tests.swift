import Checksums
import Testing

struct SHA256Tests {
  /// FIPS 180-4 examples, and the lengths at which padding needs another block.
  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
  ])
  func publishedExamplesHold(text: String, digest: String) {
    #expect(SHA256.hexadecimal(of: Array(text.utf8)) == digest)
  }

  @Test func aCollectionWithoutContiguousStorageHasTheSameDigest() {
    let bytes = (0..<1000).map { UInt8($0 % 251) }
    #expect(SHA256.hexadecimal(of: bytes.lazy.map { $0 }) == SHA256.hexadecimal(of: bytes))
    #expect(SHA256.hexadecimal(of: bytes[3...]) == SHA256.hexadecimal(of: Array(bytes[3...])))
  }
}
