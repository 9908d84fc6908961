import Kernels
import Optimizees
import Optimizers

/// Functions being minimised side by side: the one inner loop of meta-training, evaluation and
/// inspection.
///
/// An inner step is `measure`, `propose`, `apply`. Between them the loop can be looked at: the
/// parameters after the updates so far, the losses there, the gradient, the update proposed.
package struct InnerLoop {
  package let batch: OptimizeeBatch
  /// Updates of the whole episode.
  package let horizon: Int
  /// [layout.count], function after function.
  package private(set) var parameters: [Float]
  /// The loss of every function at the last `measure`.
  package private(set) var losses: [Float]
  /// Laid out like the parameters.
  package private(set) var gradient: [Float]
  package private(set) var update: [Float]
  /// Updates applied.
  package private(set) var step = 0
  /// The look-ahead of rules that want one.
  private var point: [Float]
  private let loop: ParallelLoop

  package init(_ batch: OptimizeeBatch, horizon: Int, threads: Int) {
    self.batch = batch
    self.horizon = horizon
    parameters = batch.initialParameters
    losses = Array(repeating: 0, count: batch.functions.count)
    gradient = Array(repeating: 0, count: parameters.count)
    update = gradient
    point = gradient
    loop = ParallelLoop(threads: threads)
  }
}

extension InnerLoop {
  /// Takes the losses at the parameters, and the gradients where `source` wants them.
  package mutating func measure(for source: some UpdateSource) {
    let parameters = parameters
    var span = point.mutableSpan
    let looksAhead = source.lookAhead(from: parameters.span, into: &span)
    batch.evaluate(
      at: looksAhead ? point : parameters, step: step, losses: &losses, gradient: &gradient,
      loop: loop)
    if looksAhead { measure() }
  }

  /// Takes the losses and the gradients at the parameters.
  package mutating func measureWithGradients() {
    batch.evaluate(
      at: parameters, step: step, losses: &losses, gradient: &gradient, loop: loop)
  }

  /// Takes the losses at the parameters, no gradient.
  package mutating func measure() { losses = batch.losses(at: parameters, step: step) }

  /// What a rule is shown.
  package var seen: InnerStep {
    InnerStep(
      number: step, horizon: horizon, parameters: parameters, gradient: gradient, losses: losses)
  }

  /// Asks `source` for the update.
  package mutating func propose(by source: inout some UpdateSource) {
    let seen = seen
    var span = update.mutableSpan
    source.update(&span, seeing: seen)
  }

  /// Has `write` overwrite the update.
  package mutating func propose<Failure>(
    by write: (inout [Float], InnerStep) throws(Failure) -> Void
  ) throws(Failure) {
    let seen = seen
    try write(&update, seen)
  }

  /// Adds the update, times `scale`, to the parameters.
  package mutating func apply(scale: Float = 1) {
    for index in parameters.indices { parameters[index] += scale * update[index] }
    step += 1
  }
}
