/// One of several parts of a suite, each run by a process of its own into one results folder.
///
/// A cell belongs to the part that its position in the plan gives, counted round, so that the long
/// cells at the start of a plan are spread evenly, and no two parts write the same file.
public struct Shard: Equatable, Sendable, CustomStringConvertible {
  /// From 1 to `count`.
  public let number: Int
  public let count: Int

  /// The largest number of parts.
  public static let limit = 10_000

  /// Reads `i/n`; nil unless 1 ≤ i ≤ n.
  public init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
    guard parts.count == 2, let number = parts[0], let count = parts[1],
      (1...Self.limit).contains(count), (1...count).contains(number)
    else { return nil }
    self.number = number
    self.count = count
  }

  public var description: String { "\(number)/\(count)" }

  /// Whether the cell at `position` of the plan, from 0, belongs to this part.
  public func contains(position: Int) -> Bool { position % count == number - 1 }
}
