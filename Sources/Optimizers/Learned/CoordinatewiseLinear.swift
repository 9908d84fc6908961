import Kernels
import Optimizees
import Sampling
import Settings

/// update = outputScale · (w · gradient + b), one w and one b for all coordinates: gradient descent
/// with a meta-trained learning rate, the authors' network without layers and the least a learned
/// optimizer can be. It starts from w = b = 0. Its metaParameters are w, then b.
public struct CoordinatewiseLinear: LearnedRuleKind {
  public static let kind = "coordinatewise-linear"
  public static let summary = "gradient descent with a meta-trained learning rate"

  /// Factor on the output.
  public var outputScale = 1.0

  public init() {}

  public init(outputScale: Double) { self.outputScale = outputScale }

  public var relativeCost: Double { 0.3 }

  public static let fields: [Field<CoordinatewiseLinear>] = [
    Field(
      "outputScale", \.outputScale, .positive(), page: "factor on the rule's output",
      words: { "output × \(shortest($0))" })
  ]

  public var tensors: [LearnedTensor] {
    [
      LearnedTensor(name: "readout.weight", shape: [1, 1]),
      LearnedTensor(name: "readout.bias", shape: [1]),
    ]
  }

  public func initialMetaParameters(from stream: RandomStream) -> [Float] { [0, 0] }

  public func optimizer(_ metaParameters: [Float]) -> any Optimizer {
    Frozen(
      weight: Float(outputScale) * metaParameters[0], bias: Float(outputScale) * metaParameters[1])
  }

  public func makeWindow(
    for layout: ParameterLayout, steps: Int, threads: Int
  ) -> (any UnrollWindow)? {
    Window(outputScale: Float(outputScale))
  }
}

extension CoordinatewiseLinear {
  private struct Frozen: Optimizer {
    /// Both times the output scale.
    let weight: Float
    let bias: Float

    func initialState(for layout: ParameterLayout) {}

    func update(
      _ update: inout MutableSpan<Float>, seeing step: InnerStep, state: inout Void
    ) {
      let gradient = step.gradient.span
      for index in 0..<gradient.count { update[index] = weight * gradient[index] + bias }
    }
  }
}

extension CoordinatewiseLinear {
  private final class Window: UnrollWindow {
    private let outputScale: Float
    private var frozen = Frozen(weight: 0, bias: 0)
    /// The gradients seen in the window, step after step.
    private var seen: [[Float]] = []

    init(outputScale: Float) { self.outputScale = outputScale }

    func reset() { seen = [] }

    func begin(metaParameters: [Float], number: Int) {
      frozen = Frozen(
        weight: outputScale * metaParameters[0], bias: outputScale * metaParameters[1])
      seen = []
    }

    func update(_ update: inout MutableSpan<Float>, seeing step: InnerStep) {
      seen.append(step.gradient)
      var nothing: Void = ()
      frozen.update(&update, seeing: step, state: &nothing)
    }

    /// ∂/∂w = Σ_t ∇_t · Σ_{s>t} ∇_s and ∂/∂b = Σ_t Σ_{s>t} ∇_s, from the last step to the first.
    func backward(finalGradient: Span<Float>, scale: Float, metaGradient: inout [Float]) {
      var later = finalGradient.indices.map { finalGradient[$0] }
      var (weight, bias) = (0.0, 0.0)
      for gradient in seen.reversed() {
        for index in later.indices {
          weight += Double(gradient[index]) * Double(later[index])
          bias += Double(later[index])
          later[index] += gradient[index]
        }
      }
      metaGradient[0] += Float(weight) * scale * outputScale
      metaGradient[1] += Float(bias) * scale * outputScale
    }
  }
}
