/// A truncation window: inner steps forward, then the metaGradient backwards, cut at its start.
///
/// Call `reset` once an episode; then, for each window, `begin`, `steps` times `update`, and `backward`.
public protocol UnrollWindow: AnyObject, UpdateSource {
  /// Starts an episode: every state as before the first update.
  func reset()

  /// Starts a window from where the last one ended, with these weights. `number` counts the windows of a
  /// meta-training run such that neighbours in an episode and in neighbouring episodes differ by 1; a
  /// rule that differentiates a part of its coordinates chooses another part by it.
  func begin(metaParameters: [Float], number: Int)

  /// One inner step: writes the update of all coordinates and keeps what `backward` needs.
  func update(_ update: inout MutableSpan<Float>, seeing step: InnerStep)

  /// Adds the first-order metaGradient of Σ_{t=1…steps} f(parameters_t), or of f(parameters_steps) alone
  /// where `lossOf` says so, the mean over the functions, with `finalGradient` the gradient after the
  /// last step. Every update of the window was multiplied by `factor` before it was applied.
  func backward(
    finalGradient: Span<Float>, factor: Float, functions: Int, lossOf: WindowLoss,
    metaGradient: inout [Float])

  /// Adds the metaGradient of another loss of the window's updates, times 1/functions, where
  /// `updateGradients` has its derivatives by the updates: [steps][layout.count]. What the steps were shown
  /// counts as constant.
  func backward(updateGradients: [[Float]], functions: Int, metaGradient: inout [Float])

  /// How saturated the gates were in the window, asked for after its `backward`; empty, the default,
  /// for rules without gates.
  func gateSaturation() -> [GateSaturation]
}

extension UnrollWindow {
  /// The same of the losses of every step.
  public func backward(
    finalGradient: Span<Float>, factor: Float, functions: Int, metaGradient: inout [Float]
  ) {
    backward(
      finalGradient: finalGradient, factor: factor, functions: functions, lossOf: .everyStep,
      metaGradient: &metaGradient)
  }
}

/// The losses of a window that its meta-loss is made of.
public enum WindowLoss: String, CaseIterable, Sendable {
  /// The sum over the window's steps.
  case everyStep = "every-step"
  /// The loss after the window's last step alone.
  case lastStep = "last-step"
}
