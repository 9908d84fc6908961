import MetaTraining
import Optimizees
import Optimizers

/// One frozen learned optimizer on one meta-test function, window by window: what its meta-training
/// would see there, and what it does with it.
public struct Diagnosis: Sendable {
  public let windows: [Window]
  /// Parameters of the function, and metaParameters of the optimizer.
  public let parameterCount: Int
  public let metaParameterCount: Int
  /// The coordinate that `gradients` are of: the one whose first gradient is of median magnitude
  /// among those that are not zero.
  public let coordinate: Int
  /// The gradient of `coordinate` before each update.
  public let gradients: [Float]

  public struct Window: Equatable, Sendable {
    /// Updates applied when it began and when it ended.
    public let updates: ClosedRange<Int>
    public let firstLoss: Float
    public let lastLoss: Float
    /// Mean of the losses after each of its updates: what meta-training minimises.
    public let meanLoss: Double
    /// Norm of the window's first-order metaGradient, before any clipping.
    public let metaGradientNorm: Double
    /// Empty for kinds without gates.
    public let saturation: [GateSaturation]
    /// Means over the steps of ‖update‖/‖gradient‖ and ‖update‖/‖parameters‖, steps whose divisor is
    /// zero left out; nil when all are.
    public let updateToGradient: Double?
    public let updateToParameters: Double?
  }

  /// Runs the optimizer on function 0 of the meta-test functions of a suite with `suiteSeed`;
  /// `unrollLength` divides `horizon`. Nil for a rule that knows no way back through its steps.
  public init?(
    of optimizer: LearnedOptimizer, on family: any OptimizeeFamily, suiteSeed: UInt64,
    horizon: Int, unrollLength: Int, threads: Int
  ) {
    precondition(horizon % unrollLength == 0, "the unroll length divides the horizon")
    let batch = OptimizeeBatch(family, .metaTest, numbers: 0..<1, suiteSeed: suiteSeed)
    guard
      let unroll = optimizer.rule.makeWindow(
        for: batch.layout, steps: unrollLength, threads: threads)
    else { return nil }
    var episode = Episode(
      batch, window: unroll, unrollLength: unrollLength, horizon: horizon, threads: threads)
    var watched: Int?
    var gradients: [Float] = []
    windows = (0..<horizon / unrollLength).map { _ in
      let (start, firstLoss) = (episode.loop.step, episode.loop.losses[0])
      var toGradient = RatioMean()
      var toParameters = RatioMean()
      let result = episode.runWindow(metaParameters: optimizer.metaParameters) { step in
        let coordinate = watched ?? Self.typicalCoordinate(step.gradient)
        watched = coordinate
        gradients.append(step.gradient[coordinate])
        let length = step.update.norm
        toGradient.add(length, over: step.gradient.norm)
        toParameters.add(length, over: step.parameters.norm)
      }
      return Window(
        updates: start...episode.loop.step, firstLoss: firstLoss, lastLoss: episode.loop.losses[0],
        meanLoss: result.meanLoss, metaGradientNorm: result.values.norm,
        saturation: unroll.gateSaturation(), updateToGradient: toGradient.mean,
        updateToParameters: toParameters.mean)
    }
    parameterCount = batch.parameterCount
    metaParameterCount = optimizer.metaParameters.count
    coordinate = watched ?? 0
    self.gradients = gradients
  }

  static func typicalCoordinate(_ gradient: [Float]) -> Int {
    let moved = gradient.indices.filter { gradient[$0] != 0 && gradient[$0].isFinite }
    let sorted = moved.sorted { first, second in
      (gradient[first].magnitude, first) < (gradient[second].magnitude, second)
    }
    return sorted.isEmpty ? 0 : sorted[sorted.count / 2]
  }
}

/// The mean of ratios whose divisor is not zero.
private struct RatioMean {
  private var total = 0.0
  private var count = 0

  mutating func add(_ value: Double, over divisor: Double) {
    guard divisor != 0 else { return }
    total += value / divisor
    count += 1
  }

  var mean: Double? { count == 0 ? nil : total / Double(count) }
}
