import Optimizees
import Optimizers
import Sampling
import Settings

/// update = outputScale · (w · gradient + v · velocity), velocityₜ₊₁ = decay velocityₜ + gradientₜ, one w
/// and one v for all coordinates: momentum whose two learning rates are meta-trained. It starts from
/// w = v = 0. The metaParameters are w, then v.
struct CoordinatewiseMomentum: LearnedRuleKind {
  static let kind = "coordinatewise-momentum"

  var outputScale = 1.0
  var decay = 0.9

  static let fields: [Field<CoordinatewiseMomentum>] = [
    Field("outputScale", \.outputScale, .positive(), page: "factor on the rule's output"),
    Field(
      "decay", \.decay, .fraction, default: 0.9, page: "of the velocity, at every step",
      words: { "velocities × \(shortest($0)) a step" }),
  ]

  var tensors: [LearnedTensor] { [LearnedTensor(name: "readout.weight", shape: [1, 2])] }

  func initialMetaParameters(from stream: RandomStream) -> [Float] { [0, 0] }

  func optimizer(_ metaParameters: [Float]) -> any Optimizer { frozen(metaParameters) }

  func makeWindow(
    for layout: ParameterLayout, steps: Int, threads: Int
  ) -> (any UnrollWindow)? {
    Window(self, layout)
  }
}

extension CoordinatewiseMomentum {
  fileprivate func frozen(_ metaParameters: [Float]) -> Frozen {
    let scale = Float(outputScale)
    return Frozen(
      weight: scale * metaParameters[0], velocityWeight: scale * metaParameters[1],
      decay: Float(decay))
  }

  fileprivate struct Frozen: Optimizer {
    /// Both times the output scale.
    let weight: Float
    let velocityWeight: Float
    let decay: Float

    /// The velocity: one element a coordinate.
    func initialState(for layout: ParameterLayout) -> [Float] {
      [Float](repeating: 0, count: layout.count)
    }

    func update(
      _ update: inout MutableSpan<Float>, seeing step: InnerStep, state velocity: inout [Float]
    ) {
      for (index, gradient) in step.gradient.enumerated() {
        velocity[index] = decay * velocity[index] + gradient
        update[index] = weight * gradient + velocityWeight * velocity[index]
      }
    }
  }
}

extension CoordinatewiseMomentum {
  private final class Window: UnrollWindow {
    private let rule: CoordinatewiseMomentum
    private let layout: ParameterLayout
    private var frozen: Frozen
    /// The carry: kept from window to window, and no gradient flows back through it.
    private var velocity: [Float]
    /// Gradients and velocities of the window, step after step.
    private var seen: [(gradient: [Float], velocity: [Float])] = []

    init(_ rule: CoordinatewiseMomentum, _ layout: ParameterLayout) {
      self.rule = rule
      self.layout = layout
      frozen = rule.frozen([0, 0])
      velocity = frozen.initialState(for: layout)
    }

    func reset() { velocity = frozen.initialState(for: layout) }

    func begin(metaParameters: [Float], number: Int) {
      frozen = rule.frozen(metaParameters)
      seen = []
    }

    func update(_ update: inout MutableSpan<Float>, seeing step: InnerStep) {
      frozen.update(&update, seeing: step, state: &velocity)
      seen.append((step.gradient, velocity))
    }

    /// ∂/∂w = Σ_t ∇_t · Σ_{s>t} ∇_s and ∂/∂v = Σ_t velocity_t · Σ_{s>t} ∇_s, from the last step to the
    /// first; sums in Double, in the order of the coordinates.
    func backward(finalGradient: Span<Float>, scale: Float, metaGradient: inout [Float]) {
      var later = finalGradient.indices.map { finalGradient[$0] }
      var sums = (0.0, 0.0)
      for step in seen.reversed() {
        for index in later.indices {
          sums.0 += Double(step.gradient[index]) * Double(later[index])
          sums.1 += Double(step.velocity[index]) * Double(later[index])
          later[index] += step.gradient[index]
        }
      }
      metaGradient[0] += Float(sums.0) * scale * Float(rule.outputScale)
      metaGradient[1] += Float(sums.1) * scale * Float(rule.outputScale)
    }
  }
}
