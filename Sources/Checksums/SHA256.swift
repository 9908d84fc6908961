import CMessageDigest

/// SHA-256 (FIPS 180-4), from libmd.
public enum SHA256 {
  /// The digest of `bytes` as 64 lowercase hexadecimal digits.
  public static func hexadecimal(of bytes: some Collection<UInt8>) -> String {
    bytes.withContiguousStorageIfAvailable(digits(of:))
      ?? Array(bytes).withUnsafeBufferPointer(digits(of:))
  }

  private static func digits(of bytes: UnsafeBufferPointer<UInt8>) -> String {
    let count = 64
    // libmd ends the digits with a zero byte.
    let text = [CChar](unsafeUninitializedCapacity: count + 1) { buffer, initializedCount in
      _ = SHA256Data(bytes.baseAddress, bytes.count, buffer.baseAddress)
      initializedCount = count
    }
    return String(decoding: text.lazy.map(UInt8.init(bitPattern:)), as: UTF8.self)
  }
}
