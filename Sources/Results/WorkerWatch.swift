import Files
import Foundation

/// Whether the other workers of a results folder live, judged by what can be seen in the folder.
///
/// - A worker without a card has ended.
/// - Where it holds a lock that this kernel knows of, the lock answers at once.
/// - Elsewhere its beats answer: a card that stays the same while this process watches it for
///   `patience`, by this process's own steady clock, is that of a worker that died.
///
/// A worker that is wrongly taken for dead (it was suspended, or its network was) does no harm. Its
/// cell is run twice, and both leave the same bytes.
struct WorkerWatch {
  static let patience = Duration.seconds(60)

  enum Judgement { case alive, lapsed, undecided }

  private let folder: String
  private let patience: Duration
  private let clock = SuspendingClock()
  private var seen: [String: (card: [UInt8], since: SuspendingClock.Instant)] = [:]
  private var lapsed: Set<String> = []

  init(folder: String, patience: Duration = Self.patience) {
    self.folder = folder
    self.patience = patience
  }

  /// The worker called `id` at this moment. An empty id is that of a worker that made `claim` and has
  /// not come to writing its name into it.
  mutating func judge(_ id: String, of claim: String = "") throws -> Judgement {
    if id.isEmpty { return compare([], named: claim) }
    if lapsed.contains(id) { return .lapsed }
    let judgement = try look(at: id)
    if judgement == .lapsed { lapsed.insert(id) }
    return judgement
  }

  private mutating func look(at id: String) throws -> Judgement {
    let path = Card.path(of: id, in: folder)
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      if errno == ENOENT { return .lapsed }
      throw FileAccess.failure("open", path)
    }
    defer { close(descriptor) }
    let bytes = try FileAccess.read(path, limit: 4096) ?? []
    if let mount = Self.card(in: bytes)?.mount, mount == Card.mount(of: descriptor) {
      guard flock(descriptor, LOCK_SH | LOCK_NB) == 0 else { return .alive }
      flock(descriptor, LOCK_UN)
      return .lapsed
    }
    return compare(bytes, named: id)
  }

  private mutating func compare(_ bytes: [UInt8], named name: String) -> Judgement {
    guard let before = seen[name], before.card == bytes else {
      defer { seen[name] = (bytes, clock.now) }
      return seen[name] == nil ? .undecided : .alive
    }
    return before.since.duration(to: clock.now) < patience ? .undecided : .lapsed
  }

  /// What a worker's card says; nil when there is none, or none that can be read.
  func card(of id: String) throws -> Card? {
    try FileAccess.read(Card.path(of: id, in: folder), limit: 4096).flatMap(Self.card)
  }

  private static func card(in bytes: [UInt8]) -> Card? {
    try? JSONDecoder().decode(Card.self, from: Data(bytes.prefix { $0 != UInt8(ascii: "\n") }))
  }

  /// The workers that have a card.
  func workers() throws -> [String] {
    try FileAccess.names(in: "\(folder)/\(Card.folderName)")
      .filter { $0.hasSuffix(Card.suffix) }.map { String($0.dropLast(Card.suffix.count)) }
  }
}
