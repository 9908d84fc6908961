import Sampling
import Synchronization

/// The minibatches of one function: `size` examples a step, each drawn from a pool with replacement.
///
/// Steps may be asked for in any order, by any thread. The minibatches of the latest steps are kept,
/// because a backward pass and an antithetic twin read a window again; an earlier step is drawn anew
/// from the stream's beginning, the same examples.
public final class MinibatchSequence: @unchecked Sendable {
  private static let kept = 64

  private let makeStream: () -> RandomStream
  private let pool: Range<Int>
  private let size: Int
  private var stream: RandomStream
  /// The steps drawn so far.
  private var drawn = 0
  /// The examples of step s at s mod `kept`.
  private var recent: [[Int]] = []
  /// Guards all that changes.
  private let lock = Mutex(())

  /// `makeStream` gives the same stream from its beginning at every call.
  public init(from makeStream: @escaping () -> RandomStream, pool: Range<Int>, size: Int) {
    self.makeStream = makeStream
    self.pool = pool
    self.size = size
    stream = makeStream()
  }

  /// The examples of `step`, counted from 0.
  public func examples(of step: Int) -> [Int] {
    precondition(step >= 0, "step \(step) is before the first")
    return lock.withLock { _ in
      if step < drawn - Self.kept {
        stream = makeStream()
        drawn = 0
      }
      while drawn <= step { drawNext() }
      return recent[step % Self.kept]
    }
  }

  private func drawNext() {
    let slot = drawn % Self.kept
    if slot == recent.count { recent.append(Array(repeating: pool.lowerBound, count: size)) }
    for index in 0..<size {
      recent[slot][index] = pool.lowerBound + stream.integer(below: pool.count)
    }
    drawn += 1
  }
}
