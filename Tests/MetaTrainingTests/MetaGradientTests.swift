import Kernels
import Optimizees
import Optimizers
import Sampling
import TestSupport
import Testing

@testable import MetaTraining

private let suiteSeed: UInt64 = 3

@Suite struct MetaGradientTests {
  static let dimension = 3
  static let functions = 4
  static let unrollLength = 6

  /// Central differences in Double err by about 1e-9 here; the kernels compute in Float.
  static let tolerance = 2e-5

  static func weights(_ inputs: Int) -> [Float] {
    (0..<LSTMShape.metaParameterCount(inputs: inputs)).map { Float(0.6 * scatter($0)) }
  }

  /// An LSTM of `inputs` channels, with coordinate signs or without, its updates applied times `updateScale`.
  struct Case: Sendable {
    let inputs: Int
    let mixesSigns: Bool
    let updateScale: Double

    var rule: any LearnedRule {
      let lstm = CoordinatewiseLSTM(logAndSign: inputs == 1 ? nil : 10, outputScale: 0.5)
      return mixesSigns ? SignMixed(lstm, signs: .everywhere) : lstm
    }

    func sign(of index: Int) -> Double {
      mixesSigns ? Double(CoordinateSigns.sign(of: index % dimension)) : 1
    }

    func channels(_ gradient: [Double]) -> [[Double]] {
      gradient.enumerated().map { index, gradient in
        let seen = sign(of: index) * gradient
        return inputs == 1 ? [seen] : ReferenceLSTM.logAndSign(seen, p: 10)
      }
    }
  }

  static func runWindow(
    _ setting: Case, weights: [Float]
  ) throws -> [Float] {
    let optimizer = try #require(LearnedOptimizer(setting.rule, metaParameters: weights))
    let family = try #require(OptimizeeRegistry.family(named: "quadratic-uniform-\(dimension)"))
    let batch = OptimizeeBatch(
      family, .metaTrain(run: 0), numbers: 0..<functions, suiteSeed: suiteSeed)
    let window = optimizer.makeWindow(for: batch.layout, steps: unrollLength, threads: 1)
    var episode = Episode(
      batch, window: window, unrollLength: unrollLength, horizon: unrollLength, threads: 1)
    return episode.runWindow(
      metaParameters: weights, factor: Float(setting.updateScale)
    ).values
  }

  /// The meta-loss of the window with the LSTM's inputs held at `channels`: the edges that the
  /// first-order meta-gradient drops are cut, the others are not.
  static func metaLoss(
    _ weights: [Double], _ setting: Case, initial: [Double], channels: [[[Double]]],
    problems: [ReferenceQuadratic]
  ) -> Double {
    let lstm = ReferenceLSTM(weights: weights, inputs: setting.inputs, outputScale: 0.5)
    var states = initial.map { _ in ReferenceLSTM.State() }
    var parameters = initial
    var total = 0.0
    for step in channels {
      for index in parameters.indices {
        parameters[index] +=
          setting.updateScale * setting.sign(of: index) * lstm.update(step[index], &states[index])
      }
      for (number, problem) in problems.enumerated() {
        total += problem.loss(parameters[number * dimension..<(number + 1) * dimension])
      }
    }
    return total / Double(problems.count)
  }

  @Test(
    .optimized,
    arguments: [
      Case(inputs: 1, mixesSigns: false, updateScale: 1),
      Case(inputs: 2, mixesSigns: false, updateScale: 1),
      Case(inputs: 2, mixesSigns: true, updateScale: 0.5),
    ])
  func metaGradientMatchesCentralDifferencesThroughAWholeWindow(setting: Case) throws {
    let weights = Self.weights(setting.inputs)
    let metaGradient = try Self.runWindow(setting, weights: weights)
    let family = try #require(
      OptimizeeRegistry.family(named: "quadratic-uniform-\(Self.dimension)"))
    let initial = OptimizeeBatch(
      family, .metaTrain(run: 0), numbers: 0..<Self.functions, suiteSeed: suiteSeed
    ).initialParameters.map(Double.init)
    let problems = (0..<Self.functions).map {
      ReferenceQuadratic(
        dimension: Self.dimension,
        drawnFrom: RandomStream(suiteSeed: suiteSeed, role: .metaTrainFunction, index: $0))
    }
    let exact = weights.map(Double.init)
    // The gradients the optimizer sees along its own trajectory, recorded once.
    let lstm = ReferenceLSTM(weights: exact, inputs: setting.inputs, outputScale: 0.5)
    var states = initial.map { _ in ReferenceLSTM.State() }
    var parameters = initial
    var channels: [[[Double]]] = []
    for _ in 0..<Self.unrollLength {
      let gradient = problems.enumerated().flatMap { number, problem in
        problem.gradient(parameters[number * Self.dimension..<(number + 1) * Self.dimension])
      }
      let seen = setting.channels(gradient)
      channels.append(seen)
      for index in parameters.indices {
        parameters[index] +=
          setting.updateScale * setting.sign(of: index) * lstm.update(seen[index], &states[index])
      }
    }
    let largest = metaGradient.map { Double($0.magnitude) }.max() ?? 0
    #expect(largest > 0.01)
    // Every tensor is hit: a prime stride, and the last twenty-one (the read-out) in full.
    let last = weights.count - 21..<weights.count
    for index in Array(stride(from: 0, to: weights.count, by: 61)) + Array(last) {
      let width = 1e-4
      func moved(_ by: Double) -> Double {
        var other = exact
        other[index] += by
        return Self.metaLoss(
          other, setting, initial: initial, channels: channels, problems: problems)
      }
      let difference = (moved(width) - moved(-width)) / (2 * width)
      #expect(
        abs(Double(metaGradient[index]) - difference) < Self.tolerance * max(largest, 1),
        "metaParameter \(index)")
    }
  }
}
