import Testing

@testable import Results

struct DigestTests {
  /// FIPS 180-2, appendix B.1, and the digest of nothing.
  @Test(arguments: [
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
  ])
  func digestsAreTheStandards(text: String, digest: String) {
    #expect(Digest.hexadecimal(of: text) == digest)
  }
}
