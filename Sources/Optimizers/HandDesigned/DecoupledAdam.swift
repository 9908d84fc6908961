import Optimizees

/// One update of AdamW or NAdamW, coordinate by coordinate:
/// m ← β₁ m + (1 − β₁) ∇, v ← β₂ v + (1 − β₂) ∇²,
/// update = −(a m + b ∇) / (√v / √(1 − β₂ᵗ) + ε) − learningRate λ parameter, t = 1, 2, …
///
/// AdamW has a = learningRate / (1 − β₁ᵗ) and b = 0. NAdamW looks one mean ahead:
/// a = learningRate β₁ / (1 − β₁ᵗ⁺¹), b = learningRate (1 − β₁) / (1 − β₁ᵗ).
struct DecoupledAdam {
  private let (meanKept, meanAdded): (Float, Float)
  private let (squareKept, squareAdded): (Float, Float)
  private let (meanFactor, gradientFactor): (Float, Float)
  private let rootFactor: Float
  private let epsilon: Float
  /// learningRate λ.
  private let shrinkage: Float

  struct Settings {
    var learningRate: Float
    var meanDecay: Double
    var squareDecay: Double
    var epsilon: Double
    var weightDecay: Double
    var looksAhead = false
  }

  /// βᵗ by repeated multiplication.
  struct Powers: Equatable, Sendable {
    fileprivate var mean = 1.0
    fileprivate var square = 1.0
  }

  /// Update t; `powers` holds those of t − 1 before, those of t after.
  init(_ settings: Settings, powers: inout Powers) {
    powers.mean *= settings.meanDecay
    powers.square *= settings.squareDecay
    let rate = Double(settings.learningRate)
    let sizeNow = rate / (1 - powers.mean)
    if settings.looksAhead {
      let sizeNext = rate / (1 - powers.mean * settings.meanDecay)
      meanFactor = Float(settings.meanDecay * sizeNext)
      gradientFactor = Float((1 - settings.meanDecay) * sizeNow)
    } else {
      meanFactor = Float(sizeNow)
      gradientFactor = 0
    }
    (meanKept, meanAdded) = (Float(settings.meanDecay), Float(1 - settings.meanDecay))
    (squareKept, squareAdded) = (Float(settings.squareDecay), Float(1 - settings.squareDecay))
    rootFactor = Float(1 / (1 - powers.square).squareRoot())
    epsilon = Float(settings.epsilon)
    shrinkage = Float(rate * settings.weightDecay)
  }

  /// Writes the update of the coordinates of `range`, and moves their means.
  func write(
    _ update: inout MutableSpan<Float>, in range: Range<Int>, seeing step: InnerStep,
    mean: inout [Float], meanSquare: inout [Float]
  ) {
    let (gradient, parameters) = (step.gradient.span, step.parameters.span)
    var mean = mean.mutableSpan
    var meanSquare = meanSquare.mutableSpan
    precondition(
      [parameters.count, update.count, mean.count, meanSquare.count]
        .allSatisfy { $0 == gradient.count }, "one layout for all")
    for i in range {
      let slope = gradient[i]
      let nextMean = meanKept * mean[i] + meanAdded * slope
      let nextSquare = squareKept * meanSquare[i] + squareAdded * (slope * slope)
      mean[i] = nextMean
      meanSquare[i] = nextSquare
      let direction = meanFactor * nextMean + gradientFactor * slope
      let root = nextSquare.squareRoot() * rootFactor + epsilon
      update[i] = -(direction / root) - shrinkage * parameters[i]
    }
  }
}
