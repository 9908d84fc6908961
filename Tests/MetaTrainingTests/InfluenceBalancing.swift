import Optimizees
import Optimizers
import Sampling
import Settings

@testable import MetaTraining

/// Influence balancing (Vicol, Metz and Sohl-Dickstein, 2021): s ∈ R²³ from s = 1,
///
///     s ← A s + φ u, A = ½ on the diagonal and above it, u = +1 ten times, then −1 thirteen times,
///
/// and f(s) = ½ (s₀ − 1)². In the long run s₀ = −6 φ, so φ = −1/6 is best; but the first forty steps after
/// a change of φ move s₀ the other way.
enum InfluenceBalancing {
  static let dimension = 23

  static func direction(_ index: Int) -> Float { index < 10 ? 1 : -1 }

  /// f after 500 steps from s = 1, in Double.
  static func longLoss(_ phi: Double) -> Double {
    var s = [Double](repeating: 1, count: dimension + 1)
    s[dimension] = 0
    for _ in 0..<500 {
      for index in 0..<dimension {
        s[index] = 0.5 * (s[index] + s[index + 1]) + phi * Double(direction(index))
      }
    }
    return (s[0] - 1) * (s[0] - 1) / 2
  }

  /// The system, to be run for `horizon` steps; every function that an estimator asks for is the same.
  static func episode(horizon: Int, number: Int = 0) -> EpisodeDraw {
    let batch = OptimizeeBatch(
      functions: [Function()], parameterCount: dimension,
      initialParameters: [Float](repeating: 1, count: dimension))
    return EpisodeDraw(
      number: number, horizon: horizon, batch: batch,
      stream: RandomStream(suiteSeed: 3, role: .perturbations, index: number),
      furtherBatch: { _ in batch })
  }

  struct Function: Optimizee {
    func loss(at parameters: Span<Float>, step: Int, gradient: inout MutableSpan<Float>) -> Float {
      for index in 0..<parameters.count { gradient[index] = index == 0 ? parameters[0] - 1 : 0 }
      return loss(at: parameters, step: step)
    }

    func loss(at parameters: Span<Float>, step: Int) -> Float {
      0.5 * (parameters[0] - 1) * (parameters[0] - 1)
    }
  }

  /// update = (A − 1) s + φ u, φ the only metaParameter.
  struct Rule: LearnedRuleKind, StepwiseRule {
    static let kind = "influence-balancing"
    static let fields: [Field<Rule>] = []

    var tensors: [LearnedTensor] { [LearnedTensor(name: "phi", shape: [1])] }

    func initialMetaParameters(from stream: RandomStream) -> [Float] { [0.5] }

    func initialMemory(for layout: ParameterLayout) -> [[Float]] { [] }

    func step(
      _ update: inout MutableSpan<Float>, metaParameters: [Float], seeing step: InnerStep,
      memory: inout [[Float]]
    ) {
      let (s, phi) = (step.parameters, metaParameters[0])
      for index in 0..<dimension {
        let next = index + 1 < dimension ? s[index + 1] : 0
        update[index] = 0.5 * (next - s[index]) + phi * direction(index)
      }
    }

    func backward(
      _ adjoint: inout StepAdjoint, metaParameters: [Float], seeing step: InnerStep,
      memory: [[Float]]
    ) {
      for index in 0..<dimension {
        let update = adjoint.update[index]
        adjoint.metaGradient[0] += Double(direction(index) * update)
        adjoint.parameters[index] -= 0.5 * update
        if index + 1 < dimension { adjoint.parameters[index + 1] += 0.5 * update }
      }
    }
  }
}
