import Kernels
import Optimizees
import Sampling
import Settings

/// update = outputScale · (w · gradient + b), one w and one b for all coordinates: gradient descent
/// with a meta-trained learning rate, the authors' network without layers and the least a learned
/// optimizer can be. It starts from w = b = 0. Its metaParameters are w, then b.
public struct CoordinatewiseLinear: LearnedRuleKind, StepwiseRule {
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
}

extension CoordinatewiseLinear {
  public func initialMemory(for layout: ParameterLayout) -> [[Float]] { [] }

  public func step(
    _ update: inout MutableSpan<Float>, metaParameters: [Float], seeing step: InnerStep,
    memory: inout [[Float]]
  ) {
    let scale = Float(outputScale)
    let (weight, bias) = (scale * metaParameters[0], scale * metaParameters[1])
    for (index, gradient) in step.gradient.enumerated() { update[index] = weight * gradient + bias }
  }

  /// ∂/∂w = outputScale · Σ gradient · ∂/∂update and ∂/∂b = outputScale · Σ ∂/∂update, in the order of
  /// the coordinates.
  public func backward(
    _ adjoint: inout StepAdjoint, metaParameters: [Float], seeing step: InnerStep,
    memory: [[Float]]
  ) {
    var (weight, bias) = (0.0, 0.0)
    for (gradient, update) in zip(step.gradient, adjoint.update) {
      weight += Double(gradient) * Double(update)
      bias += Double(update)
    }
    adjoint.metaGradient[0] += outputScale * weight
    adjoint.metaGradient[1] += outputScale * bias
  }
}
