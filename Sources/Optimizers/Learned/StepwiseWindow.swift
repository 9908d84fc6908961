import Optimizees

/// The window of a stepwise rule. It keeps what every step saw and the memory before it, then goes from
/// the last step to the first.
///
/// With λₜ = ∂metaLoss/∂parametersₜ inside the window and c the factor on its updates,
///
///     λₜ = λₜ₊₁ + ∇f(parametersₜ) + c · (∂updateₜ/∂parametersₜ)ᵀ λₜ₊₁
///
/// without ∇f(parametersₜ) where only the window's last loss counts. The gradients seen count as
/// constants (the first-order meta-gradient), and c · λₜ₊₁ is ∂metaLoss/∂updateₜ. Sums over coordinates
/// are the rule's, in Double; those over steps run from the last step to the first.
final class StepwiseWindow<Rule: StepwiseRule>: UnrollWindow {
  private let rule: Rule
  private let layout: ParameterLayout
  private var metaParameters: [Float] = []
  private var memory: [[Float]]
  private var seen: [(step: InnerStep, memory: [[Float]])] = []

  init(_ rule: Rule, for layout: ParameterLayout) {
    self.rule = rule
    self.layout = layout
    memory = rule.initialMemory(for: layout)
  }

  func reset() { memory = rule.initialMemory(for: layout) }

  func begin(metaParameters: [Float], number: Int) {
    self.metaParameters = metaParameters
    seen = []
  }

  func update(_ update: inout MutableSpan<Float>, seeing step: InnerStep) {
    seen.append((step, memory))
    rule.step(&update, metaParameters: metaParameters, seeing: step, memory: &memory)
  }

  func backward(
    finalGradient: Span<Float>, factor: Float, functions: Int, lossOf: WindowLoss,
    metaGradient: inout [Float]
  ) {
    var later = finalGradient.indices.map { finalGradient[$0] }
    var adjoint = StepAdjoint(
      update: later, memory: memory.map { [Float](repeating: 0, count: $0.count) },
      parameters: [], metaGradient: [Double](repeating: 0, count: metaGradient.count))
    for (step, memory) in seen.reversed() {
      adjoint.update = later.map { factor * $0 }
      adjoint.parameters = [Float](repeating: 0, count: layout.count)
      rule.backward(&adjoint, metaParameters: metaParameters, seeing: step, memory: memory)
      for index in later.indices {
        switch lossOf {
        case .everyStep: later[index] += step.gradient[index] + adjoint.parameters[index]
        case .lastStep: later[index] += adjoint.parameters[index]
        }
      }
    }
    for index in metaGradient.indices {
      metaGradient[index] += Float(adjoint.metaGradient[index] / Double(functions))
    }
  }

  /// The parameters that the steps were shown do not depend on the window's updates, so λ = 0.
  func backward(updateGradients: [[Float]], functions: Int, metaGradient: inout [Float]) {
    var adjoint = StepAdjoint(
      update: [], memory: memory.map { [Float](repeating: 0, count: $0.count) },
      parameters: [], metaGradient: [Double](repeating: 0, count: metaGradient.count))
    for ((step, memory), updateGradient) in zip(seen, updateGradients).reversed() {
      adjoint.update = updateGradient
      adjoint.parameters = [Float](repeating: 0, count: layout.count)
      rule.backward(&adjoint, metaParameters: metaParameters, seeing: step, memory: memory)
    }
    for index in metaGradient.indices {
      metaGradient[index] += Float(adjoint.metaGradient[index] / Double(functions))
    }
  }
}
