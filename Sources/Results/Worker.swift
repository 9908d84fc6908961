import Files
import Foundation

/// A process at work in a results folder, as other processes see it, on this machine or any that
/// shares the folder.
///
/// Its card is the file `.workers/<id>.card`. The process holds a lock of the kernel (flock) on it and
/// counts up its beats in it every few seconds, from a thread of its own. A process that ends in
/// order removes its card. One that was killed leaves a card without a lock, whose beats stand still
/// (`WorkerWatch`). No clock is ever compared with that of another machine.
public final class Worker: @unchecked Sendable {
  /// Host, process and 32 random bits, because two containers may share the first two.
  public let id: String
  private let folder: String
  private let path: String
  private let descriptor: Int32
  private let header: [UInt8]
  private let condition = NSCondition()
  // Guarded by `condition`.
  private var hasLeft = false

  /// Writes the card; throws when the folder cannot be written to.
  ///
  /// - Parameters:
  ///   - version: SHA-256 of the manifest that this process fills.
  ///   - pause: between two beats.
  init(folder: String, version: String, pause: Duration = .seconds(5)) throws {
    self.folder = folder
    id = FileAccess.uniqueName()
    path = Card.path(of: id, in: folder)
    try FileAccess.makeFolder("\(folder)/\(Card.folderName)")
    descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw FileAccess.failure("create", path) }
    let isLocked = flock(descriptor, LOCK_EX | LOCK_NB) == 0
    let card = Card(version: version, mount: isLocked ? Card.mount(of: descriptor) : nil)
    header = try Array(JSONEncoder().encode(card)) + Array("\n".utf8)
    guard beat(0) else { throw FileAccess.failure("write", path) }
    let thread = Thread { [weak self] in
      var beats = 1
      while let self, self.waitsFor(pause) {
        // A beat that cannot be written is one that others do not see: they take over, no more.
        _ = self.beat(beats)
        beats += 1
      }
    }
    thread.start()
  }

  deinit { close(descriptor) }

  /// Removes the card: this process will claim no further cell.
  func leave() {
    condition.lock()
    defer { condition.unlock() }
    guard !hasLeft else { return }
    hasLeft = true
    condition.broadcast()
    unlink(path)
    // Not only closed: a process that is just being started may share the descriptor for a moment.
    flock(descriptor, LOCK_UN)
  }

  /// False once the process has left.
  private func waitsFor(_ pause: Duration) -> Bool {
    condition.lock()
    defer { condition.unlock() }
    if !hasLeft { _ = condition.wait(until: Date(timeIntervalSinceNow: pause / .seconds(1))) }
    return !hasLeft
  }

  private func beat(_ number: Int) -> Bool {
    let bytes = header + Array("\(number)\n".utf8)
    guard pwrite(descriptor, bytes, bytes.count, 0) == bytes.count else { return false }
    return (try? FileAccess.sync(descriptor, path: path)) != nil
  }
}

/// What a worker's card says, beside its beats.
struct Card: Codable {
  static let folderName = ".workers"
  static let suffix = ".card"

  /// SHA-256 of the manifest that the worker fills.
  var version: String
  /// Boot of the kernel and device of the folder where the worker holds a lock on its card; nil where
  /// it could not get one, or where the kernel has no name. A process that sees the same mount can ask
  /// the kernel whether the lock is held.
  var mount: String?

  static func path(of worker: String, in folder: String) -> String {
    "\(folder)/\(folderName)/\(worker)\(suffix)"
  }

  /// Names the file system of an open file as this kernel has it; nil where that cannot be told.
  static func mount(of descriptor: Int32) -> String? {
    var status = stat()
    guard fstat(descriptor, &status) == 0, let boot else { return nil }
    return "\(boot) \(status.st_dev)"
  }

  /// Changes with every start of the kernel, and is the same in all its containers.
  private static let boot: String? = {
    let path = "/proc/sys/kernel/random/boot_id"
    return (try? String(contentsOfFile: path, encoding: .utf8))?
      .trimmingCharacters(in: .whitespacesAndNewlines)
  }()
}
