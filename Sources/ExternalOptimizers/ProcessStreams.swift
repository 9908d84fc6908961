import Foundation

/// The standard input and output of a process, with a time limit for whatever is written or read.
///
/// Neither end blocks: a process that does not read cannot hold a write up for longer than the limit.
struct ProcessStreams {
  private let input: FileHandle
  private let output: FileHandle
  /// What was read and not yet asked for.
  private var buffered: ArraySlice<UInt8> = []

  /// Why a stream gives or takes nothing.
  enum Problem: Error {
    case timeLimit
    case ended
    case longLine
  }

  private static let bytesOfChunk = 1 << 16
  /// A pipe of this size takes most messages at once.
  private static let bytesOfPipe: Int32 = 1 << 20

  init(input: FileHandle, output: FileHandle) {
    (self.input, self.output) = (input, output)
    for descriptor in [input.fileDescriptor, output.fileDescriptor] {
      _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK)
      _ = fcntl(descriptor, linuxPipeSize, Self.bytesOfPipe)
    }
  }

  /// Bytes that were sent and that nothing has asked for.
  var surplus: Int { buffered.count }

  /// Whether more was sent than anything has asked for, read already or not.
  var hasSurplus: Bool {
    var request = pollfd(fd: output.fileDescriptor, events: Int16(POLLIN), revents: 0)
    return surplus > 0 || poll(&request, 1, 0) != 0
  }

  func close() { try? input.close() }
}

/// `F_SETPIPE_SZ`, which the module map of the C library leaves out.
private let linuxPipeSize: Int32 = 1031

extension ProcessStreams {
  /// Writes the elements as they lie in memory.
  func write<Element: BitwiseCopyable>(
    _ elements: [Element], until deadline: ContinuousClock.Instant
  ) throws(Problem) {
    try elements.withUnsafeBufferPointer { elements throws(Problem) in
      try write(UnsafeRawBufferPointer(elements), until: deadline)
    }
  }

  private func write(
    _ bytes: UnsafeRawBufferPointer, until deadline: ContinuousClock.Instant
  ) throws(Problem) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = Self.write(UnsafeRawBufferPointer(rebasing: rest), to: input.fileDescriptor)
      if count > 0 {
        rest = rest.dropFirst(count)
      } else if count < 0, errno == EAGAIN || errno == EINTR {
        try Self.wait(for: input, POLLOUT, until: deadline)
      } else {
        throw .ended
      }
    }
  }

  /// Without the signal that a pipe with no reader sends, which would end this process.
  private static func write(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) -> Int {
    var brokenPipe = sigset_t()
    sigemptyset(&brokenPipe)
    sigaddset(&brokenPipe, SIGPIPE)
    var before = sigset_t()
    pthread_sigmask(SIG_BLOCK, &brokenPipe, &before)
    let count = Foundation.write(descriptor, bytes.baseAddress, bytes.count)
    let problem = errno
    if count < 0, problem == EPIPE {
      var noTime = timespec()
      sigtimedwait(&brokenPipe, nil, &noTime)
    }
    pthread_sigmask(SIG_SETMASK, &before, nil)
    errno = problem
    return count
  }

  /// A line without its end; at most `limit` bytes.
  mutating func line(limit: Int, until deadline: ContinuousClock.Instant) throws(Problem) -> [UInt8]
  {
    while true {
      if let end = buffered.firstIndex(of: UInt8(ascii: "\n")) {
        defer { buffered = buffered[(end + 1)...] }
        return Array(buffered[..<end])
      }
      guard buffered.count <= limit else { throw .longLine }
      var chunk = [UInt8](repeating: 0, count: Self.bytesOfChunk)
      let count = try chunk.withUnsafeMutableBufferPointer { chunk throws(Problem) in
        try readSome(into: UnsafeMutableRawBufferPointer(chunk), until: deadline)
      }
      buffered += chunk[..<count]
    }
  }

  /// Fills all of `bytes`.
  mutating func fill(
    _ bytes: UnsafeMutableRawBufferPointer, until deadline: ContinuousClock.Instant
  ) throws(Problem) {
    let early = min(buffered.count, bytes.count)
    bytes.copyBytes(from: buffered.prefix(early))
    buffered = buffered.dropFirst(early)
    var rest = bytes[early...]
    while !rest.isEmpty {
      let count = try readSome(
        into: UnsafeMutableRawBufferPointer(rebasing: rest), until: deadline)
      rest = rest.dropFirst(count)
    }
  }

  private func readSome(
    into bytes: UnsafeMutableRawBufferPointer, until deadline: ContinuousClock.Instant
  ) throws(Problem) -> Int {
    while true {
      let count = read(output.fileDescriptor, bytes.baseAddress, bytes.count)
      if count > 0 { return count }
      guard count < 0, errno == EAGAIN || errno == EINTR else { throw .ended }
      try Self.wait(for: output, POLLIN, until: deadline)
    }
  }

  private static func wait(
    for handle: FileHandle, _ event: Int32, until deadline: ContinuousClock.Instant
  ) throws(Problem) {
    let left = ContinuousClock.now.duration(to: deadline) / .milliseconds(1)
    guard left > 0 else { throw .timeLimit }
    var request = pollfd(fd: handle.fileDescriptor, events: Int16(event), revents: 0)
    _ = poll(&request, 1, Int32(min(left.rounded(.up), 1e9)))
  }
}
