import Optimizees
import Optimizers
import Sampling

/// update = outputScale · (w · gradient + v · velocity), velocityₜ₊₁ = 0.9 velocityₜ + gradientₜ, one w
/// and one v for all coordinates: momentum whose two learning rates are meta-trained. Raw gradients
/// only; it starts from w = v = 0.
struct CoordinatewiseMomentum: LearnedOptimizer {
  static let kind = "coordinatewise-momentum"
  static let takesRawGradientsOnly = true
  static let decay: Float = 0.9

  let configuration: LearnedConfiguration
  /// w, then v.
  var metaParameters: [Float]

  init(_ configuration: LearnedConfiguration, drawnFrom stream: RandomStream) {
    self.configuration = configuration
    metaParameters = [0, 0]
  }

  init?(_ configuration: LearnedConfiguration, metaParameters: [Float]) {
    guard metaParameters.count == 2 else { return nil }
    self.configuration = configuration
    self.metaParameters = metaParameters
  }

  static func tensors(_ configuration: LearnedConfiguration) -> [LearnedTensor] {
    [LearnedTensor(name: "readout.weight", shape: [1, 2])]
  }

  struct State {
    /// One element a coordinate.
    var velocity: [Float]
  }

  func initialState(for layout: ParameterLayout) -> State {
    State(velocity: [Float](repeating: 0, count: layout.count))
  }

  func update(_ update: inout MutableSpan<Float>, seeing step: InnerStep, state: inout State) {
    let gradient = step.gradient
    let scale = configuration.outputScale
    let (weight, velocityWeight) = (scale * metaParameters[0], scale * metaParameters[1])
    for index in gradient.indices {
      let velocity = Self.decay * state.velocity[index] + gradient[index]
      state.velocity[index] = velocity
      update[index] = weight * gradient[index] + velocityWeight * velocity
    }
  }

  func makeWindow(for layout: ParameterLayout, steps: Int, threads: Int) -> any UnrollWindow {
    Window(self, layout)
  }
}

extension CoordinatewiseMomentum {
  private final class Window: UnrollWindow {
    private var rule: CoordinatewiseMomentum
    private let layout: ParameterLayout
    /// The carry: kept from window to window, and no gradient flows back through it.
    private var state: State
    /// Gradients and velocities of the window, step after step.
    private var seen: [(gradient: [Float], velocity: [Float])] = []

    init(_ rule: CoordinatewiseMomentum, _ layout: ParameterLayout) {
      self.rule = rule
      self.layout = layout
      state = rule.initialState(for: layout)
    }

    func reset() { state = rule.initialState(for: layout) }

    func begin(metaParameters: [Float]) {
      rule.metaParameters = metaParameters
      seen = []
    }

    func update(_ update: inout MutableSpan<Float>, seeing step: InnerStep) {
      rule.update(&update, seeing: step, state: &state)
      seen.append((step.gradient, state.velocity))
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
      metaGradient[0] += Float(sums.0) * scale * rule.configuration.outputScale
      metaGradient[1] += Float(sums.1) * scale * rule.configuration.outputScale
    }
  }
}
