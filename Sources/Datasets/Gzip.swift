import CZlib

/// Decompression of gzip members, their checksums and lengths verified by zlib.
public enum Gzip {
  /// Whether `bytes` start as gzip does.
  public static func isCompressed(_ bytes: [UInt8]) -> Bool { bytes.starts(with: [0x1F, 0x8B]) }

  /// Inflates all of `bytes` to at most `limit` bytes; `file` is only named in errors. As `gunzip` does,
  /// takes several members as one text, and leaves zeros behind the last one unread.
  public static func inflated(
    _ bytes: [UInt8], limit: Int, file: String
  ) throws(DatasetError) -> [UInt8] {
    func malformed(_ offset: Int, _ found: String, _ expected: String) -> DatasetError {
      .malformed(file: file, offset: offset, found: found, expected: expected)
    }
    let inflater = try Inflater(bytes, file: file)
    var output: [UInt8] = []
    while true {
      let (status, written) = inflater.advance()
      output.append(contentsOf: written)
      guard output.count <= limit else {
        throw malformed(inflater.position, "more than \(limit) uncompressed bytes", "no more")
      }
      if status == Z_STREAM_END {
        guard isCompressed(Array(bytes[inflater.position...].prefix(2))), inflater.restart() else {
          break
        }
        continue
      }
      guard status == Z_OK else {
        let isCut = status == Z_BUF_ERROR
        let found = isCut ? "the end of the file" : "damaged data (zlib status \(status))"
        throw malformed(inflater.position, found, "a whole gzip stream")
      }
    }
    guard bytes[inflater.position...].allSatisfy({ $0 == 0 }) else {
      throw malformed(
        inflater.position, "\(bytes.count - inflater.position) bytes more",
        "the end of the file after a gzip member")
    }
    return output
  }
}

/// A zlib stream over bytes in memory, one chunk of output at a time.
///
/// zlib remembers where its stream lies and refuses one that has moved: hence the allocation.
private final class Inflater {
  private let stream: UnsafeMutablePointer<z_stream>
  private var input: [UInt8]
  private var chunk = [UInt8](repeating: 0, count: 1 << 16)
  private(set) var position = 0

  init(_ bytes: [UInt8], file: String) throws(DatasetError) {
    input = bytes
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    let gzipOnly: Int32 = 16 + MAX_WBITS
    let size = Int32(MemoryLayout<z_stream>.size)
    let status = inflateInit2_(stream, gzipOnly, ZLIB_VERSION, size)
    guard status == Z_OK else {
      throw .unreadable(file: file, reason: "zlib could not start (status \(status))")
    }
  }

  deinit {
    inflateEnd(stream)
    stream.deallocate()
  }

  /// Begins with the next member; false when zlib cannot.
  func restart() -> Bool { inflateReset(stream) == Z_OK }

  /// Inflates until the chunk is full or the input ends; zlib's status and what was written.
  /// `Z_BUF_ERROR` means that nothing could be read or written.
  func advance() -> (status: Int32, written: ArraySlice<UInt8>) {
    let available = min(input.count - position, Int(UInt32.max))
    let status = input.withUnsafeMutableBufferPointer { input in
      chunk.withUnsafeMutableBufferPointer { chunk in
        stream.pointee.next_in = input.baseAddress.map { $0 + position }
        stream.pointee.avail_in = UInt32(available)
        stream.pointee.next_out = chunk.baseAddress
        stream.pointee.avail_out = UInt32(chunk.count)
        return inflate(stream, Z_NO_FLUSH)
      }
    }
    position += available - Int(stream.pointee.avail_in)
    return (status, chunk[..<(chunk.count - Int(stream.pointee.avail_out))])
  }
}
