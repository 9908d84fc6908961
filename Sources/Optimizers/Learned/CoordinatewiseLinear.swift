import Kernels
import Optimizees
import Sampling

/// update = outputScale · (w · gradient + b), one w and one b for all coordinates: gradient descent
/// with a meta-trained learning rate, the authors' network without layers and the least a learned
/// optimizer can be. Raw gradients only; it starts from w = b = 0.
public struct CoordinatewiseLinear: LearnedOptimizer {
  public static let kind = "coordinatewise-linear"
  public static let relativeCost = 0.3
  public static let summary = "gradient descent with a meta-trained learning rate"
  public static let takesRawGradientsOnly = true

  public let configuration: LearnedConfiguration
  /// w, then b.
  public var metaParameters: [Float]

  public init(_ configuration: LearnedConfiguration, drawnFrom stream: RandomStream) {
    self.configuration = configuration
    metaParameters = [0, 0]
  }

  public init?(_ configuration: LearnedConfiguration, metaParameters: [Float]) {
    guard metaParameters.count == 2 else { return nil }
    self.configuration = configuration
    self.metaParameters = metaParameters
  }

  public static func tensors(_ configuration: LearnedConfiguration) -> [LearnedTensor] {
    [
      LearnedTensor(name: "readout.weight", shape: [1, 1]),
      LearnedTensor(name: "readout.bias", shape: [1]),
    ]
  }

  public func initialState(for layout: ParameterLayout) {}

  public func update(
    _ update: inout MutableSpan<Float>, seeing step: InnerStep, state: inout Void
  ) {
    let gradient = step.gradient.span
    let outputScale = configuration.outputScale
    let (weight, bias) = (outputScale * metaParameters[0], outputScale * metaParameters[1])
    for index in 0..<gradient.count { update[index] = weight * gradient[index] + bias }
  }

  public func makeWindow(for layout: ParameterLayout, steps: Int, threads: Int) -> any UnrollWindow
  {
    Window(self)
  }
}

extension CoordinatewiseLinear {
  private final class Window: UnrollWindow {
    private var rule: CoordinatewiseLinear
    /// The gradients seen in the window, step after step.
    private var seen: [[Float]] = []

    init(_ rule: CoordinatewiseLinear) { self.rule = rule }

    func reset() { seen = [] }

    func begin(metaParameters: [Float]) {
      rule.metaParameters = metaParameters
      seen = []
    }

    func update(_ update: inout MutableSpan<Float>, seeing step: InnerStep) {
      seen.append(step.gradient)
      var nothing: Void = ()
      rule.update(&update, seeing: step, state: &nothing)
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
      metaGradient[0] += Float(weight) * scale * rule.configuration.outputScale
      metaGradient[1] += Float(bias) * scale * rule.configuration.outputScale
    }
  }
}
