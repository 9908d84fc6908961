import CLanes

/// The weights of an MLP rule as its kernel reads them, and the rates of its running means.
public struct PackedMLPRule: Sendable {
  public let shape: MLPRuleShape
  /// Of m₁ m₂ m₃, of v, and of the three means of rows and columns.
  let means: [RunningMean]
  let square: RunningMean
  let moments: [RunningMean]
  /// [input][unit].
  let first: LaneBuffer
  let firstBias: [Float]
  /// [unit below][unit].
  let second: LaneBuffer
  let secondBias: LaneBuffer
  /// [output][unit].
  let third: LaneBuffer
  let thirdBias: [Float]
}

/// mean ← kept · mean + added · value.
struct RunningMean: Sendable {
  let kept: Float
  let added: Float

  /// 1 − decay = `mixing` · e^(10 `shift`).
  init(mixing: Float, shift: Float) {
    added = shift == 0 ? mixing : mixing * Elementary.exponential(10 * shift)
    kept = 1 - added
  }

  private init(kept: Float, added: Float) {
    self.kept = kept
    self.added = added
  }

  /// The same with its decay in 0 … 1, as means of squares have it.
  var clipped: RunningMean { added > 1 ? RunningMean(kept: 0, added: 1) : self }

  @inline(__always)
  func next(_ mean: Lanes, _ value: Lanes) -> Lanes {
    lanes_fma(lanes_splat(kept), mean, lanes_splat(added) * value)
  }
}

extension PackedMLPRule {
  /// - Parameters:
  ///   - weights: layer after layer the weights, [units, units below], then the biases.
  ///   - decayShifts: φ of m₁ m₂ m₃, v and the three means of rows and columns, or none.
  public init(_ shape: MLPRuleShape, weights: ArraySlice<Float>, decayShifts: [Float] = []) {
    precondition(weights.count == shape.weights, "a weight for each place")
    precondition(decayShifts.isEmpty || decayShifts.count == 7, "a shift for each running mean")
    self.shape = shape
    let shifts = decayShifts.isEmpty ? [Float](repeating: 0, count: 7) : decayShifts
    let mixings: [Float] = [0.1, 0.01, 0.001]
    means = (0..<3).map { RunningMean(mixing: mixings[$0], shift: shifts[$0]) }
    square = RunningMean(mixing: shape.squareMixing, shift: shifts[3]).clipped
    moments = (0..<3).map { RunningMean(mixing: mixings[$0], shift: shifts[4 + $0]).clipped }
    var rest = weights
    func take(_ count: Int) -> [Float] {
      defer { rest = rest.dropFirst(count) }
      return Array(rest.prefix(count))
    }
    func taken(_ count: Int) -> LaneBuffer { Self.buffer(take(count)) }
    func transposed(rows: Int, columns: Int) -> LaneBuffer {
      let entries = take(rows * columns)
      return Self.buffer(
        (0..<columns).flatMap { column in (0..<rows).map { entries[$0 * columns + column] } })
    }
    first = transposed(rows: shape.units, columns: shape.inputs)
    firstBias = take(shape.units)
    second = transposed(rows: shape.units, columns: shape.units)
    secondBias = taken(shape.units)
    third = taken(shape.outputs * shape.units)
    thirdBias = take(shape.outputs)
  }

  private static func buffer(_ values: [Float]) -> LaneBuffer {
    let buffer = LaneBuffer(count: values.count)
    for (index, value) in values.enumerated() { buffer.floats[index] = value }
    return buffer
  }

  /// The biases of the first layer after `number` updates, with what the step's features add to them:
  /// tanh(number/τ − 1), τ = 1, 3, 10, 30, …, 100,000. Features are added in order.
  func bias(atStep number: Int) -> [Float] {
    guard shape.stepFeatures > 0 else { return firstBias }
    let features = Elementary.hyperbolicTangent(
      lanes_splat(Float(number)) / Self.timescales - lanes_splat(1))
    return (0..<shape.units).map { unit in
      (0..<shape.stepFeatures).reduce(firstBias[unit]) { sum, feature in
        sum + features[feature] * first.floats[(shape.tensorInputs + feature) * shape.units + unit]
      }
    }
  }

  private static let timescales = Lanes(
    1, 3, 10, 30, 100, 300, 1000, 3000, 10_000, 30_000, 100_000, 1, 1, 1, 1, 1)
}
