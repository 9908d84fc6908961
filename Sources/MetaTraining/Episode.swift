import Evaluation
import Optimizees
import Optimizers

/// One episode of meta-training: an inner loop, and the window moving over it.
///
/// metaLoss = (1/functions) Σ_{t=1…horizon} Σ_functions f(parameters_t), all weights w_t = 1, cut into
/// windows of `unrollLength` steps: parameters and states are carried over, gradients are not. With
/// `lossOf` the last step, w_t = 1 at the ends of windows and 0 elsewhere. The metaGradient is
/// first-order (Andrychowicz et al., 2016, section 2 and figure 2).
package struct Episode {
  /// What the episode has come to.
  package private(set) var loop: InnerLoop
  private var window: any UnrollWindow
  private let unrollLength: Int
  private let lossOf: WindowLoss

  package init(
    _ batch: OptimizeeBatch, window: any UnrollWindow, unrollLength: Int, horizon: Int,
    lossOf: WindowLoss = .everyStep, threads: Int
  ) {
    self.window = window
    self.unrollLength = unrollLength
    self.lossOf = lossOf
    loop = InnerLoop(batch, horizon: horizon, threads: threads)
    window.reset()
    loop.measure(for: window)
  }

  /// Runs the next window with frozen `metaParameters` and updates times `factor`, showing every
  /// step to `observe` before the update is applied. `number` is the window's, as `UnrollWindow.begin`
  /// wants it.
  package mutating func runWindow(
    metaParameters: [Float], number: Int = 0, factor: Float = 1,
    observe: (InnerLoop) -> Void = { _ in }
  ) -> MetaGradient {
    window.begin(metaParameters: metaParameters, number: number)
    var total = 0.0
    for _ in 0..<unrollLength {
      loop.propose(by: &window)
      observe(loop)
      loop.apply(scale: factor)
      loop.measure(for: window)
      for loss in loop.losses { total += Double(loss) }
    }
    var metaGradient = [Float](repeating: 0, count: metaParameters.count)
    window.backward(
      finalGradient: loop.gradient.span, factor: factor, functions: loop.losses.count,
      lossOf: lossOf, metaGradient: &metaGradient)
    let innerSteps = loop.losses.count * unrollLength
    return MetaGradient(
      values: metaGradient, meanLoss: total / Double(innerSteps), innerSteps: innerSteps)
  }
}
