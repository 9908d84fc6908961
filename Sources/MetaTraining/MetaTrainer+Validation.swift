import Evaluation
import Optimizees
import Settings
import Statistics

extension MetaTrainer {
  /// The mean final loss of each part of meta-validation, in order; nil where a function diverged. All
  /// parts of a family are measured on the same functions and minibatches.
  func validationLosses() -> [Double?] {
    let distribution = distribution
    let validation = distribution.validation
    let measured = optimizer(progress.meta.averaged)
    return distribution.validationParts.map { part in
      Evaluator(
        family: family(named: part.optimizee), split: .metaValidation,
        functions: validation.functions, horizon: part.horizon, suiteSeed: suiteSeed,
        transformations: validation.transformations, threads: threads
      ).finalLoss(of: measured).mean
    }
  }
}

/// What the parts of meta-validation come to: the number that chooses an epoch and a meta learning rate.
enum ValidationLoss {
  /// A loss below the smallest normal Float, 2⁻¹²⁶, counts as that: it has a logarithm.
  static let smallest = Double(Float.leastNormalMagnitude)

  /// exp((1/n) Σ ln lossₖ), summed in the order of the parts; of one part its loss itself. Nil where a
  /// part is nil.
  ///
  /// Losses of two families, or at two horizons, may differ by orders of magnitude. In an arithmetic mean
  /// the largest would decide alone. In the geometric mean equal ratios count alike: to halve one loss is
  /// worth as much as to halve another.
  static func mean(of losses: [Double?]) -> Double? {
    guard losses.count > 1 else { return losses.first ?? nil }
    var total = 0.0
    for loss in losses {
      guard let loss else { return nil }
      total += Statistics.Elementary.log(max(loss, smallest))
    }
    return Statistics.Elementary.exp(total / Double(losses.count))
  }
}
