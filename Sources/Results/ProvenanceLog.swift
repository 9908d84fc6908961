import Files
import Foundation

/// What one process notes down as it works: the file `.workers/<id>.jsonl`, a line that describes the
/// process, then a line for each cell it finished. The last process to leave takes all such files over
/// into `provenance.json`, so that a run of any number of cells writes that file once.
public final class ProvenanceLog: Sendable {
  static let suffix = ".jsonl"

  /// What one cell took.
  public struct Entry: Codable, Equatable, Sendable {
    public var key: String
    public var seconds: Double
    public var metaSteps: Int
    public var innerSteps: Int

    public init(key: String, seconds: Double, metaSteps: Int, innerSteps: Int) {
      (self.key, self.seconds) = (key, seconds)
      (self.metaSteps, self.innerSteps) = (metaSteps, innerSteps)
    }
  }

  private let path: String
  private let descriptor: Int32

  init(worker: String, in folder: String, _ provenance: Provenance) throws {
    path = "\(folder)/\(Card.folderName)/\(worker)\(Self.suffix)"
    descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw FileAccess.failure("create", path) }
    try append(provenance)
  }

  deinit { close(descriptor) }

  /// A kill loses no cell's line; a power cut may, because nothing is synced here.
  public func append(_ entry: Entry) throws { try append(entry as any Encodable) }

  private func append(_ line: any Encodable) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let bytes = try Array(encoder.encode(line)) + Array("\n".utf8)
    guard write(descriptor, bytes, bytes.count) == bytes.count else {
      throw FileAccess.failure("write", path)
    }
  }
}

extension Store {
  /// What is known of how the records were made, or nil when nothing is: `provenance.json`, and what
  /// processes have noted down since it was written. Nothing depends on it.
  public func provenance() -> Provenance? {
    let contents = { (path: String) in try? FileAccess.read(path, limit: Provenance.sizeLimit) }
    // Before the file that takes them over, so that what one no longer has the other has already.
    let logs = provenanceLogs().compactMap(contents)
    var merged = contents(provenancePath).flatMap {
      try? JSONDecoder().decode(Provenance.self, from: Data($0))
    }
    for bytes in logs {
      // The last line of a killed process may be cut.
      var lines = bytes.split(separator: UInt8(ascii: "\n")).map { Data($0) }[...]
      guard let first = lines.popFirst(),
        var latest = try? JSONDecoder().decode(Provenance.self, from: first)
      else { continue }
      let entries = lines.compactMap {
        try? JSONDecoder().decode(ProvenanceLog.Entry.self, from: $0)
      }
      guard !entries.isEmpty else { continue }
      if let merged { latest.takeOver(merged) }
      for entry in entries { latest.add(entry) }
      merged = latest
    }
    return merged
  }

  func provenanceLogs() -> [String] {
    let place = "\(folder)/\(Card.folderName)"
    return ((try? FileAccess.names(in: place)) ?? [])
      .filter { $0.hasSuffix(ProvenanceLog.suffix) }.map { "\(place)/\($0)" }
  }
}

extension Provenance {
  /// A cell counts once, whoever noted it down.
  mutating func add(_ entry: ProvenanceLog.Entry) {
    guard cellSeconds.updateValue(entry.seconds, forKey: entry.key) == nil else { return }
    metaSteps += entry.metaSteps
    innerSteps += entry.innerSteps
  }

  fileprivate mutating func takeOver(_ earlier: Provenance) {
    (cellSeconds, metaSteps, innerSteps) =
      (earlier.cellSeconds, earlier.metaSteps, earlier.innerSteps)
  }

  /// Rates over all cells, as they stand at the end of a run.
  mutating func finish() {
    finished = Self.now()
    let seconds = cellSeconds.values.sorted().reduce(0, +)
    guard seconds > 0 else { return }
    metaStepsPerSecond = Double(metaSteps) / seconds
    innerStepsPerSecond = Double(innerSteps) / seconds
  }
}
