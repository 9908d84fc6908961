import CGSL

/// Stands between GSL and an optimizee: counts evaluations, keeps the best loss, and refuses what
/// the budget does not cover.
///
/// GSL's callbacks cannot fail. After the ending they are answered with an infinite loss and a zero
/// gradient without evaluating anything, which every GSL line search takes as a reason to stop.
final class EvaluationMeter {
  private let budget: Int
  private let loss: Minimiser.Loss
  private let gradient: Minimiser.Gradient
  /// One value a gradient evaluation so far.
  private var bestLosses: [Double] = []
  private var bestLoss: Double?
  private var lossEvaluations = 0
  private(set) var gradientEvaluations = 0
  private(set) var ending: MinimiserRun.Ending?

  init(budget: Int, loss: @escaping Minimiser.Loss, gradient: @escaping Minimiser.Gradient) {
    self.budget = budget
    self.loss = loss
    self.gradient = gradient
  }

  func end(_ ending: MinimiserRun.Ending) { self.ending = ending }

  func run() -> MinimiserRun {
    let last = bestLoss ?? .nan
    let held = [Double](repeating: last, count: budget + 1 - bestLosses.count)
    return MinimiserRun(
      bestLosses: bestLosses + held, gradientEvaluations: gradientEvaluations,
      lossEvaluations: lossEvaluations, ending: ending ?? .noProgress)
  }
}

extension EvaluationMeter {
  func lossAlone(at parameters: UnsafeBufferPointer<Double>) -> Double {
    if ending == nil { lossEvaluations += 1 }
    return measuredLoss(at: parameters)
  }

  /// GSL sees a non-finite loss as +∞, so that it loses every comparison and is never best.
  func measuredLoss(at parameters: UnsafeBufferPointer<Double>) -> Double {
    guard ending == nil else { return .infinity }
    let value = loss(parameters)
    guard let best = bestLoss else {
      bestLoss = value
      if !value.isFinite { ending = .nonFinite }
      return value.isFinite ? value : .infinity
    }
    guard value.isFinite else { return .infinity }
    bestLoss = min(best, value)
    return value
  }

  func measureGradient(
    at parameters: UnsafeBufferPointer<Double>, into slope: UnsafeMutableBufferPointer<Double>
  ) {
    if ending == nil && gradientEvaluations == budget { ending = .budgetSpent }
    guard ending == nil, let best = bestLoss else { return slope.update(repeating: 0) }
    bestLosses.append(best)
    gradientEvaluations += 1
    gradient(parameters, slope)
    guard slope.allSatisfy(\.isFinite) else {
      ending = .nonFinite
      return slope.update(repeating: 0)
    }
  }
}

extension EvaluationMeter {
  /// The callbacks GSL wants; the meter must outlive them.
  func gslFunction(parameters: Int) -> gsl_multimin_function_fdf {
    gsl_multimin_function_fdf(
      f: { point, context in
        EvaluationMeter.behind(context).lossAlone(at: elements(point))
      },
      df: { point, context, slope in
        EvaluationMeter.behind(context).measureGradient(
          at: elements(point), into: mutableElements(slope))
      },
      fdf: { point, context, value, slope in
        let meter = EvaluationMeter.behind(context)
        value?.pointee = meter.measuredLoss(at: elements(point))
        meter.measureGradient(at: elements(point), into: mutableElements(slope))
      },
      n: parameters, params: Unmanaged.passUnretained(self).toOpaque())
  }

  private static func behind(_ context: UnsafeMutableRawPointer?) -> EvaluationMeter {
    guard let context else { preconditionFailure("GSL lost the callback's context") }
    return Unmanaged<EvaluationMeter>.fromOpaque(context).takeUnretainedValue()
  }
}

private func elements(_ vector: UnsafePointer<gsl_vector>?) -> UnsafeBufferPointer<Double> {
  guard let vector else { preconditionFailure("GSL passed no vector") }
  precondition(vector.pointee.stride == 1, "GSL's own vectors are contiguous")
  return UnsafeBufferPointer(start: vector.pointee.data, count: vector.pointee.size)
}

private func mutableElements(
  _ vector: UnsafeMutablePointer<gsl_vector>?
) -> UnsafeMutableBufferPointer<Double> {
  guard let vector else { preconditionFailure("GSL passed no vector") }
  precondition(vector.pointee.stride == 1, "GSL's own vectors are contiguous")
  return UnsafeMutableBufferPointer(start: vector.pointee.data, count: vector.pointee.size)
}
