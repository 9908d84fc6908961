import Checksums
import Settings

/// SHA-256 in lowercase hexadecimal: the only digest in keys, records and reports.
public enum Digest {
  public static func hexadecimal(of bytes: [UInt8]) -> String { SHA256.hexadecimal(of: bytes) }

  public static func hexadecimal(of text: String) -> String { hexadecimal(of: Array(text.utf8)) }

  /// 64 characters, each of 0 … 9 and a … f.
  static func isHexadecimal(_ text: String) -> Bool {
    text.utf8.count == 64
      && text.utf8.allSatisfy { (48...57).contains($0) || (97...102).contains($0) }
  }
}

extension CanonicalJSON {
  /// SHA-256 of the text.
  public var digest: String { Digest.hexadecimal(of: encoded) }
}
