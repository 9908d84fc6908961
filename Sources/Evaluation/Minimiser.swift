import CGSL
import Sampling

/// GSL's gradient-based minimisers, as external references on deterministic optimizees.
///
/// Their arithmetic is GSL's, so their bits depend on how GSL was built: compare by tolerance.
public enum Minimiser: String, CaseIterable, Sendable {
  /// Along −∇f: the step doubles after a success and shrinks by `tolerance` after a failure.
  case steepestDescent = "steepest-descent"
  /// Conjugate gradients (Fletcher and Reeves, 1964).
  case fletcherReeves = "fletcher-reeves"
  /// Conjugate gradients (Polak and Ribière, 1969).
  case polakRibiere = "polak-ribiere"
  /// BFGS with the line search of Fletcher's Practical Methods of Optimization, 2.6.2 and 2.6.4.
  case bfgs2

  /// Length of the first trial step.
  public static let stepSize = 0.1

  /// GSL's `tol`, which it recommends for `bfgs2`: how orthogonal gradient and line must be before
  /// a line search ends; for steepest descent, the factor by which a failed step shrinks.
  public static let tolerance = 0.1
}

extension Minimiser {
  public typealias Loss = (_ parameters: UnsafeBufferPointer<Double>) -> Double
  /// Overwrites `gradient`, which has as many elements as `parameters`.
  public typealias Gradient = (
    _ parameters: UnsafeBufferPointer<Double>, _ gradient: UnsafeMutableBufferPointer<Double>
  ) -> Void

  /// Minimises from `start` until GSL has asked for `budget` gradients and wants another, reports
  /// no progress, or meets a non-finite gradient. `loss` and `gradient` must be deterministic.
  public func minimise(
    start: [Double], gradientEvaluations budget: Int, loss: @escaping Loss,
    gradient: @escaping Gradient
  ) throws(MinimiserError) -> MinimiserRun {
    precondition(!start.isEmpty && budget >= 0, "parameters and a budget are needed")
    GSLLibrary.disableAborting()
    let meter = EvaluationMeter(budget: budget, loss: loss, gradient: gradient)
    try withExtendedLifetime(meter) { () throws(MinimiserError) in
      try descend(from: start, metered: meter)
    }
    return meter.run()
  }

  private func descend(from start: [Double], metered meter: EvaluationMeter)
    throws(MinimiserError)
  {
    guard let solver = gsl_multimin_fdfminimizer_alloc(type, start.count),
      let first = gsl_vector_alloc(start.count)
    else { throw .outOfMemory(minimiser: self, parameters: start.count) }
    defer {
      gsl_vector_free(first)
      gsl_multimin_fdfminimizer_free(solver)
    }
    for (i, value) in start.enumerated() { gsl_vector_set(first, i, value) }

    var function = meter.gslFunction(parameters: start.count)
    try withUnsafeMutablePointer(to: &function) { function throws(MinimiserError) in
      let status = gsl_multimin_fdfminimizer_set(
        solver, function, first, Self.stepSize, Self.tolerance)
      try check(status, after: "set")
      while meter.ending == nil {
        let before = meter.gradientEvaluations
        let status = gsl_multimin_fdfminimizer_iterate(solver)
        if meter.ending != nil { return }
        let isStuck = Int(status) == GSL_ENOPROG || meter.gradientEvaluations == before
        if isStuck { return meter.end(.noProgress) }
        try check(status, after: "iterate")
      }
    }
  }

  private func check(_ status: Int32, after call: String) throws(MinimiserError) {
    guard Int(status) == GSL_SUCCESS else {
      throw .status(
        minimiser: self, call: call, code: status, meaning: String(cString: gsl_strerror(status)))
    }
  }

  private var type: UnsafePointer<gsl_multimin_fdfminimizer_type>? {
    switch self {
    case .steepestDescent: l2l_steepest_descent()
    case .fletcherReeves: l2l_fletcher_reeves()
    case .polakRibiere: l2l_polak_ribiere()
    case .bfgs2: l2l_bfgs2()
    }
  }
}
