import Differentiation
import Sampling

/// h(z) = (1/n) Σᵢ min((cᵢ zᵢ − aᵢ)², 10), the convex part that RNNprop's authors add to the functions of
/// meta-training (Lv, Jiang and Li, 2017; vfleaking/rnnprop, nn_opt/optimizee): aᵢ ~ U(−1, 1) and
/// cᵢ = eᵘ, u ~ U(−1, 1). Minimisation starts at z = 0. Losses are added in the order of the parameters.
struct ConvexTerm: Optimizee {
  /// a and c: [n].
  let targets, factors: [Float]

  /// No residual's square counts as more; beyond it the gradient is 0.
  static let clip: Float = 10

  /// Draws a₀, c₀, a₁, c₁, …
  init(dimension: Int, drawnFrom stream: RandomStream) {
    var (targets, factors): ([Float], [Float]) = ([], [])
    for _ in 0..<dimension {
      targets.append(Float(2 * stream.uniform() - 1))
      factors.append(stream.exponentialOfUniform(1))
    }
    (self.targets, self.factors) = (targets, factors)
  }

  func loss(at parameters: Span<Float>, step: Int, gradient: inout MutableSpan<Float>) -> Float {
    let count = Float(targets.count)
    for index in targets.indices {
      let residual = residual(index, at: parameters)
      let isClipped = residual * residual > Self.clip
      gradient[index] = isClipped ? 0 : 2 * residual * factors[index] / count
    }
    return loss(at: parameters, step: step)
  }

  func loss(at parameters: Span<Float>, step: Int) -> Float {
    var sum: Float = 0
    for index in targets.indices {
      let residual = residual(index, at: parameters)
      let square = residual * residual
      sum += square > Self.clip ? Self.clip : square
    }
    return sum / Float(targets.count)
  }

  private func residual(_ index: Int, at parameters: Span<Float>) -> Float {
    factors[index] * parameters[index] - targets[index]
  }
}

extension ParameterTensor {
  /// The parameters of a convex term, which is no part of a network.
  public static func convexTerm(dimension: Int) -> ParameterTensor {
    ParameterTensor(name: "convexTerm", shape: [dimension])
  }
}
