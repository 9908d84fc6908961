import Evaluation
import Kernels
import Optimizees
import Optimizers

extension EpisodeDraw {
  /// For each optimizer the sum over steps and functions of the loss after each update, added in that
  /// order: what an episode that nobody learns from costs. The bits do not depend on the threads.
  ///
  /// The optimizers go in step: all of them make an update before any makes the next, so that they meet a
  /// minibatch while it is at hand.
  public func totalLosses(of optimizers: [any Optimizer], threads: Int) -> [Double] {
    var particles = optimizers.map {
      Particle(source: $0.running(for: batch.layout), batch: batch, horizon: horizon)
    }
    particles.withUnsafeMutableBufferPointer { particles in
      nonisolated(unsafe) let particles = particles
      for _ in 0..<horizon {
        ParallelLoop(threads: threads).run(particles.count) { index, _ in particles[index].step() }
      }
    }
    return particles.map(\.total)
  }

  private struct Particle {
    var source: any UpdateSource
    var loop: InnerLoop
    var total = 0.0

    init(source: any UpdateSource, batch: OptimizeeBatch, horizon: Int) {
      self.source = source
      loop = InnerLoop(batch, horizon: horizon, threads: 1)
      loop.measure(for: source)
    }

    mutating func step() {
      loop.propose(by: &source)
      loop.apply()
      if loop.step < loop.horizon { loop.measure(for: source) } else { loop.measure() }
      for loss in loop.losses { total += Double(loss) }
    }
  }
}
