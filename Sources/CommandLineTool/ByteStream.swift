import Foundation

/// A descriptor written to by the system call itself. Foundation's way ends the process where the
/// descriptor is full, closed or broken.
struct ByteStream: Sendable {
  let descriptor: Int32
  /// How long a stream that takes nothing is waited for.
  let patience: Duration

  /// What writing came to: 0, or the errno of the byte that could not be written.
  ///
  /// A descriptor that does not block is waited for until it took nothing for as long as `patience`,
  /// which gives EAGAIN. One that blocks is waited for without limit, unless `mayBlock` is false.
  func write(_ text: String, mayBlock: Bool = true) -> Int32 {
    Array(text.utf8).withUnsafeBytes { bytes in
      var written = 0
      while written < bytes.count {
        if !mayBlock, !isReady() { return EAGAIN }
        // No more than this fits for certain into a pipe that is ready.
        let most = mayBlock ? bytes.count - written : min(512, bytes.count - written)
        let count = Foundation.write(descriptor, bytes.baseAddress.map { $0 + written }, most)
        if count >= 0 {
          written += count
        } else if errno == EAGAIN {
          guard isReady() else { return EAGAIN }
        } else if errno != EINTR {
          return errno
        }
      }
      return 0
    }
  }

  /// Waits; false when the stream took nothing until the end of patience.
  private func isReady() -> Bool {
    var request = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
    let end = ContinuousClock.now + patience
    while true {
      let milliseconds = (end - .now) / .milliseconds(1)
      let ready = poll(&request, 1, Int32(max(0, milliseconds)))
      if ready > 0 { return true }
      guard ready < 0, errno == EINTR else { return false }
    }
  }
}
