import Optimizees
import Optimizers
import Settings

/// `SignMomentum` with all that its users tune.
struct Signum: HandDesignedRule {
  var learningRate = 0.0
  /// μ.
  var momentum = 0.9
  var schedule = RateSchedule()

  static let kind = "signum"
  static let settings: [TunedField<Signum>] =
    [
      .learningRate(from: 1e-5, to: 0.1),
      .decay(
        "momentum", \.momentum, default: 0.9, from: 0.5, to: 0.99,
        page: "μ, the share of the mean gradient that is kept"),
    ] + TunedField.schedule

  typealias State = SignMomentum.State

  func initialState(for layout: ParameterLayout) -> State {
    SignMomentum(learningRate: 0).initialState(for: layout)
  }

  func update(_ update: inout MutableSpan<Float>, seeing step: InnerStep, state: inout State) {
    SignMomentum(learningRate: rate(step), momentum: Float(momentum))
      .update(&update, seeing: step, state: &state)
  }
}
