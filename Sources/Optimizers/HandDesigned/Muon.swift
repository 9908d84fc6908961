import Differentiation
import Optimizees
import Settings

/// Muon (Jordan et al., 2024): momentum whose matrices are orthogonalised; all other tensors by an AdamW of
/// its own. For a matrix
/// Mₜ₊₁ = μ Mₜ + (1 − μ) ∇, M₀ = 0,
/// updateₜ = −learningRate (√max(1, outputs/inputs) · O((1 − μ) ∇ + μ Mₜ₊₁) + λ parameters),
/// with O the orthogonalisation of `NewtonSchulz`, of one matrix of one function at a time.
///
/// `SingleDeviceMuonWithAuxAdam` of Keller Jordan's repository, Nesterov's form, with its defaults:
/// μ = 0.95, λ = 0, and for the rest β₁ = 0.9, β₂ = 0.95, ε = 10⁻¹⁰ at a learning rate of 3 · 10⁻⁴. A matrix
/// here is [inputs, outputs], PyTorch's is its transpose. A tensor of more axes is the matrix whose columns
/// are its last axis.
public struct Muon: HandDesignedRule {
  /// Of the matrices.
  public var learningRate = 0.0
  /// μ.
  public var momentum = 0.95
  /// λ, of all tensors.
  public var weightDecay = 0.0
  /// Of all that is no matrix.
  public var adamLearningRate = 3e-4
  public var adamMeanDecay = 0.9
  public var adamSquareDecay = 0.95
  public var adamEpsilon = 1e-10
  /// Of both learning rates.
  public var schedule = RateSchedule()

  public struct State: Equatable, Sendable {
    /// M, or Adam's m, one element a coordinate.
    var mean: [Float]
    /// Adam's v.
    var meanSquare: [Float]
    var powers = DecoupledAdam.Powers()
    /// The tensors of all functions in order.
    var places: [Place]
  }

  /// A tensor of one function in the layout.
  struct Place: Equatable, Sendable {
    let range: Range<Int>
    /// Of a matrix.
    let shape: Shape?

    struct Shape: Equatable, Sendable {
      let rows: Int
      let columns: Int
    }
  }

  public init() {}

  public static let kind = "muon"
  public static let summary = "orthogonalised momentum for matrices, Adam for the rest"
  public static let settings: [TunedField<Muon>] =
    [
      .learningRate(from: 1e-3, to: 3),
      .decay(
        "momentum", \.momentum, default: 0.95, from: 0.5, to: 0.99,
        page: "μ, the share of the mean gradient that is kept"),
      .weightDecay(\.weightDecay, default: 0, from: 1e-5, to: 0.1),
      TunedField(
        "adamLearningRate", \.adamLearningRate, .positive(), default: 3e-4,
        drawn: .logUniform(1e-4, 1), page: "of the tensors that are no matrices",
        words: { "learning rate \(shortest($0)) of the rest" }),
      TunedField(
        "adamMeanDecay", \.adamMeanDecay, .fraction, default: 0.9, page: "their β₁"),
      TunedField(
        "adamSquareDecay", \.adamSquareDecay, .fraction, default: 0.95, page: "their β₂"),
      TunedField("adamEpsilon", \.adamEpsilon, .positive(), default: 1e-10, page: "their ε"),
    ] + TunedField.schedule

  public func initialState(for layout: ParameterLayout) -> State {
    let zeros = [Float](repeating: 0, count: layout.count)
    return State(mean: zeros, meanSquare: zeros, places: Self.places(in: layout))
  }

  private static func places(in layout: ParameterLayout) -> [Place] {
    var start = 0
    return (0..<layout.functions).flatMap { _ in
      layout.tensors.map { tensor in
        defer { start += tensor.count }
        return Place(range: start..<start + tensor.count, shape: shape(of: tensor))
      }
    }
  }

  private static func shape(of tensor: ParameterTensor) -> Place.Shape? {
    guard tensor.shape.count > 1, let columns = tensor.shape.last, tensor.count > 0 else {
      return nil
    }
    return Place.Shape(rows: tensor.count / columns, columns: columns)
  }

  public func update(
    _ update: inout MutableSpan<Float>, seeing step: InnerStep, state: inout State
  ) {
    precondition(
      update.count == state.mean.count && step.parameters.count == update.count
        && step.gradient.count == update.count, "one layout for all")
    let (rate, adam) = (rate(step), adam(step, &state.powers))
    for place in state.places {
      if let shape = place.shape {
        write(&update, in: place.range, shape, rate: rate, seeing: step, momentum: &state.mean)
      } else {
        adam.write(
          &update, in: place.range, seeing: step, mean: &state.mean,
          meanSquare: &state.meanSquare)
      }
    }
  }

  private func adam(
    _ step: InnerStep, _ powers: inout DecoupledAdam.Powers
  ) -> DecoupledAdam {
    let rate =
      adamLearningRate * schedule.factor(ofUpdate: step.number, of: step.horizon)
    return DecoupledAdam(
      DecoupledAdam.Settings(
        learningRate: Float(rate), meanDecay: adamMeanDecay, squareDecay: adamSquareDecay,
        epsilon: adamEpsilon, weightDecay: weightDecay), powers: &powers)
  }

  /// The update of one matrix, whose momentum it moves.
  private func write(
    _ update: inout MutableSpan<Float>, in range: Range<Int>, _ shape: Place.Shape, rate: Float,
    seeing step: InnerStep, momentum mean: inout [Float]
  ) {
    let (kept, added) = (Float(momentum), Float(1 - momentum))
    var direction = [Float](repeating: 0, count: range.count)
    for i in range {
      let slope = step.gradient[i]
      let next = kept * mean[i] + added * slope
      mean[i] = next
      direction[i - range.lowerBound] = added * slope + kept * next
    }
    NewtonSchulz(rows: shape.rows, columns: shape.columns).orthogonalize(&direction)
    let widening = max(1, Double(shape.columns) / Double(shape.rows)).squareRoot()
    let size = Float(Double(rate) * widening)
    let shrinkage = Float(Double(rate) * weightDecay)
    for i in range {
      update[i] = -size * direction[i - range.lowerBound] - shrinkage * step.parameters[i]
    }
  }
}
