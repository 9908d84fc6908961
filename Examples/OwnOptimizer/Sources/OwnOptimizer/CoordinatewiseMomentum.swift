import Optimizees
import Optimizers
import Sampling
import Settings

/// update = outputScale · (w · gradient + v · velocity), velocityₜ₊₁ = decay velocityₜ + gradientₜ, one w
/// and one v for all coordinates: momentum whose two learning rates are meta-trained. It starts from
/// w = v = 0. The metaParameters are w, then v.
struct CoordinatewiseMomentum: LearnedRuleKind, StepwiseRule {
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
}

extension CoordinatewiseMomentum {
  /// The velocity, one element a coordinate.
  func initialMemory(for layout: ParameterLayout) -> [[Float]] {
    [[Float](repeating: 0, count: layout.count)]
  }

  func step(
    _ update: inout MutableSpan<Float>, metaParameters: [Float], seeing step: InnerStep,
    memory: inout [[Float]]
  ) {
    let scale = Float(outputScale)
    let (weight, velocityWeight) = (scale * metaParameters[0], scale * metaParameters[1])
    for (index, gradient) in step.gradient.enumerated() {
      let velocity = Float(decay) * memory[0][index] + gradient
      memory[0][index] = velocity
      update[index] = weight * gradient + velocityWeight * velocity
    }
  }

  /// ∂/∂w = outputScale · Σ gradient · ∂/∂update and ∂/∂v = outputScale · Σ velocity · ∂/∂update, sums in
  /// Double in the order of the coordinates. The metaParameters do not enter the velocity, so its
  /// adjoint is left as it is.
  func backward(
    _ adjoint: inout StepAdjoint, metaParameters: [Float], seeing step: InnerStep,
    memory: [[Float]]
  ) {
    var sums = (0.0, 0.0)
    for (index, gradient) in step.gradient.enumerated() {
      let velocity = Float(decay) * memory[0][index] + gradient
      sums.0 += Double(gradient) * Double(adjoint.update[index])
      sums.1 += Double(velocity) * Double(adjoint.update[index])
    }
    adjoint.metaGradient[0] += outputScale * sums.0
    adjoint.metaGradient[1] += outputScale * sums.1
  }
}
