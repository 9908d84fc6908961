import Optimizees

extension Evaluator {
  /// What one of GSL's minimisers does on every function, in order, indexed by gradient evaluations:
  /// the lowest loss seen after 0, 1, …, horizon of them.
  ///
  /// GSL works in Double; losses and gradients are those of the optimizee, in Float.
  public func trajectories(of minimiser: Minimiser) throws(MinimiserError) -> [Trajectory] {
    precondition(family.isDeterministic, "minimisers need the same loss at every call")
    var trajectories: [Trajectory] = []
    for number in 0..<functions {
      let batch = OptimizeeBatch(family, split, numbers: number..<number + 1, suiteSeed: suiteSeed)
      let function = batch.functions[0]
      let run = try minimiser.minimise(
        start: batch.initialParameters.map(Double.init), gradientEvaluations: horizon,
        loss: { parameters in
          let point = parameters.map { Float($0) }
          return Double(function.loss(at: point.span, step: 0))
        },
        gradient: { parameters, gradient in
          let point = parameters.map { Float($0) }
          var slope = [Float](repeating: 0, count: point.count)
          var span = slope.mutableSpan
          _ = function.loss(at: point.span, step: 0, gradient: &span)
          for index in slope.indices { gradient[index] = Double(slope[index]) }
        })
      trajectories.append(Trajectory(losses: run.bestLosses.map { Float($0) }))
    }
    return trajectories
  }
}
