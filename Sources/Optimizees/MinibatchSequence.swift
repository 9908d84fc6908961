import Sampling

/// The minibatches of one function: `size` examples a step, each drawn from a pool with replacement.
///
/// Steps are asked for in non-decreasing order, any number of times each, by one thread at a time.
public final class MinibatchSequence: @unchecked Sendable {
  private let stream: RandomStream
  private let pool: Range<Int>
  private var step = -1
  private var examples: [Int]

  public init(from stream: RandomStream, pool: Range<Int>, size: Int) {
    self.stream = stream
    self.pool = pool
    examples = Array(repeating: pool.lowerBound, count: size)
  }

  /// The examples of `step`.
  public func examples(of step: Int) -> [Int] {
    precondition(step >= self.step, "step \(step) was asked for after step \(self.step)")
    while self.step < step {
      for index in examples.indices {
        examples[index] = pool.lowerBound + stream.integer(below: pool.count)
      }
      self.step += 1
    }
    return examples
  }
}
