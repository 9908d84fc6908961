import Kernels
import Optimizees
import Optimizers

/// One episode of meta-training: the functions, their parameters, and the window moving over them.
///
/// metaLoss = (1/functions) Σ_{t=1…horizon} Σ_functions f(parameters_t), all weights w_t = 1, cut into
/// windows of `unrollLength` steps: parameters and states are carried over, gradients are not. The
/// metaGradient is first-order (Andrychowicz et al., 2016, section 2 and figure 2).
package final class Episode {
  package private(set) var parameters: [Float]
  /// The loss of every function after the updates applied so far.
  package private(set) var losses: [Float]
  package private(set) var step = 0
  private let batch: OptimizeeBatch
  private let window: any UnrollWindow
  private let unrollLength: Int
  private let loop: ParallelLoop
  private var gradient: [Float]
  private var update: [Float]

  package init(
    _ batch: OptimizeeBatch, window: any UnrollWindow, unrollLength: Int, threads: Int
  ) {
    self.batch = batch
    self.window = window
    self.unrollLength = unrollLength
    loop = ParallelLoop(threads: threads)
    parameters = batch.initialParameters
    losses = Array(repeating: 0, count: batch.functions.count)
    gradient = Array(repeating: 0, count: parameters.count)
    update = gradient
    window.reset()
    evaluate()
  }

  /// One inner step, before the update is added.
  package struct Step {
    package let parameters: [Float]
    package let gradient: [Float]
    package let update: [Float]
  }

  /// Runs the next window with frozen `metaParameters` and updates times `updateScale`, showing every
  /// step to `observe`; returns its metaGradient and the mean over its steps and functions of the loss.
  package func runWindow(
    metaParameters: [Float], updateScale: Float = 1, observe: (Step) -> Void = { _ in }
  ) -> (metaGradient: [Float], meanLoss: Double) {
    window.begin(metaParameters: metaParameters)
    var total = 0.0
    for _ in 0..<unrollLength {
      var span = update.mutableSpan
      window.step(gradient: gradient.span, update: &span)
      observe(Step(parameters: parameters, gradient: gradient, update: update))
      for index in parameters.indices { parameters[index] += updateScale * update[index] }
      step += 1
      evaluate()
      for loss in losses { total += Double(loss) }
    }
    var metaGradient = [Float](repeating: 0, count: metaParameters.count)
    window.backward(
      finalGradient: gradient.span, scale: updateScale / Float(losses.count),
      metaGradient: &metaGradient)
    return (metaGradient, total / Double(losses.count * unrollLength))
  }

  private func evaluate() {
    batch.evaluate(at: parameters, step: step, losses: &losses, gradient: &gradient, loop: loop)
  }
}
