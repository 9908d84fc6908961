import Optimizees
import Sampling
import TestSupport
import Testing

@testable import MetaTraining

private let suiteSeed: UInt64 = 5

/// Functions 0 ..< `functions` of a meta-training run, and a stream.
func episode(
  _ name: String, functions: Int, horizon: Int, number: Int = 0
) throws -> EpisodeDraw {
  let family = try #require(OptimizeeRegistry.family(named: name))
  return EpisodeDraw(
    number: number, horizon: horizon,
    batch: OptimizeeBatch(
      family, .metaTrain(run: 0), numbers: 0..<functions, suiteSeed: suiteSeed),
    stream: RandomStream(suiteSeed: suiteSeed, role: .perturbations, index: number))
}

/// Σ over two steps of the mean loss of three functions of one parameter, for update = w · gradient + b:
/// a polynomial of degree 4 in w and b.
func twoStepMetaLoss(_ metaParameters: [Double]) -> Double {
  let losses = twoStepLosses(metaParameters, metaParameters)
  return losses.first + losses.second
}

/// The mean losses of the three functions after each of two steps that have w and b of their own.
func twoStepLosses(_ first: [Double], _ second: [Double]) -> (first: Double, second: Double) {
  let losses = (0..<3).map { number in
    let problem = ReferenceQuadratic(
      dimension: 1,
      drawnFrom: RandomStream(suiteSeed: suiteSeed, role: .metaTrainFunction, index: number))
    var parameters = problem.initialParameters
    return [first, second].map { metaParameters in
      parameters[0] += metaParameters[0] * problem.gradient(parameters[...])[0] + metaParameters[1]
      return problem.loss(parameters[...]) / 3
    }
  }
  return (losses.reduce(0) { $0 + $1[0] }, losses.reduce(0) { $0 + $1[1] })
}

extension EpisodeDraw {
  /// The same where every batch that an estimator asks for is the first.
  var repeating: EpisodeDraw {
    let batch = batch
    return EpisodeDraw(
      number: number, horizon: horizon, batch: batch, stream: stream, furtherBatch: { _ in batch })
  }
}
