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
    var particles = optimizers.map { Particle($0, on: batch, horizon: horizon) }
    var totals = [Double](repeating: 0, count: particles.count)
    particles.withUnsafeMutableBufferPointer { particles in
      totals.withUnsafeMutableBufferPointer { totals in
        nonisolated(unsafe) let (particles, totals) = (particles, totals)
        for _ in 0..<horizon {
          ParallelLoop(threads: threads).run(particles.count) { index, _ in
            particles[index].step(addingLossesTo: &totals[index])
          }
        }
      }
    }
    return totals
  }
}
