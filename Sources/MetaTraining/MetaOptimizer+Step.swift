import Optimizees
import Optimizers
import Settings

extension MetaOptimizer {
  /// All that changes from meta step to meta step.
  public struct State: Sendable {
    public var metaParameters: [Float]
    /// What is measured on meta-validation: the metaParameters, or their running mean.
    public var averaged: [Float]
    public var adam: Adam.State
    /// Of the meta steps on imitation losses, whose lengths are others; nil before the first.
    public internal(set) var imitationAdam: Adam.State?
    public var metaSteps = 0
  }

  func initialState(at metaParameters: [Float]) -> State {
    let layout = ParameterLayout(functions: 1, parametersPerFunction: metaParameters.count)
    return State(
      metaParameters: metaParameters, averaged: metaParameters,
      adam: Adam(learningRate: 0).initialState(for: layout))
  }

  /// One meta step, a meta learning rate given: clips the metaGradient, whose norm the caller has taken,
  /// adds Adam's update to the metaParameters, and moves their running mean.
  func step(
    _ metaGradient: [Float], norm: Double, learningRate: Double, state: inout State
  ) {
    var metaGradient = metaGradient
    if let limit = gradientClipping, norm > limit {
      let factor = Float(limit / norm)
      for index in metaGradient.indices { metaGradient[index] *= factor }
    }
    Adam(learningRate: Float(learningRate))
      .apply(metaGradient, to: &state.metaParameters, state: &state.adam)
    state.metaSteps += 1
    average(&state)
  }

  /// The same on an imitation loss, with a state of Adam for these alone.
  func imitationStep(
    _ metaGradient: [Float], norm: Double, learningRate: Double, state: inout State
  ) {
    var adam = state.imitationAdam ?? initialState(at: metaGradient).adam
    swap(&state.adam, &adam)
    step(metaGradient, norm: norm, learningRate: learningRate, state: &state)
    swap(&state.adam, &adam)
    state.imitationAdam = adam
  }

  /// mean ← d mean + (1 − d) metaParameters after meta step k, with d = min(averaging, (k − 1)/k), so
  /// that the first steps form a plain mean (Polyak and Juditsky, 1992, with a forgetting factor).
  private func average(_ state: inout State) {
    let steps = Double(state.metaSteps)
    let old = Float(min(averaging ?? 0, (steps - 1) / steps))
    guard old > 0 else {
      state.averaged = state.metaParameters
      return
    }
    state.averaged = zip(state.averaged, state.metaParameters).map { old * $0 + (1 - old) * $1 }
  }
}

extension Adam {
  /// Adds the update that answers to `metaGradient`. Adam sees nothing else.
  func apply(_ metaGradient: [Float], to metaParameters: inout [Float], state: inout State) {
    var update = [Float](repeating: 0, count: metaGradient.count)
    var span = update.mutableSpan
    write(&span, gradient: metaGradient.span, state: &state)
    for index in update.indices { metaParameters[index] += update[index] }
  }
}
