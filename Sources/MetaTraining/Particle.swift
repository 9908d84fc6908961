import Evaluation
import Optimizees
import Optimizers

/// A frozen optimizer, its memory, and the functions that it minimises. A copy goes its own way.
struct Particle {
  private var source: any RunningSource
  private var loop: InnerLoop

  init(_ optimizer: any Optimizer, on batch: OptimizeeBatch, horizon: Int) {
    source = optimizer.running(for: batch.layout)
    loop = InnerLoop(batch, horizon: horizon, threads: 1)
    loop.measure(for: source)
  }

  /// Goes on by the same rule with other metaParameters.
  mutating func goOn(by optimizer: any Optimizer) { source.goOn(by: optimizer) }

  /// Makes an inner step, and adds to `total` the loss of every function after it, in order.
  mutating func step(addingLossesTo total: inout Double) {
    loop.propose(by: &source)
    loop.apply()
    if loop.step < loop.horizon { loop.measure(for: source) } else { loop.measure() }
    for loss in loop.losses { total += Double(loss) }
  }
}
