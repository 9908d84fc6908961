import Differentiation
import Kernels
import Sampling
import Settings

extension Transformations {
  /// The tensors of a function of `family` that is changed so.
  public func tensors(of family: any OptimizeeFamily) -> [ParameterTensor] {
    family.tensors + (convexTerm.map { [.convexTerm(dimension: $0)] } ?? [])
  }

  /// Draws a function of `family` and changes it: initial scale, then the factors on parameters, then the
  /// convex term, whose parameters come last.
  func sample(
    _ family: any OptimizeeFamily, from streams: FunctionStreams,
    initialParameters: inout MutableSpan<Float>
  ) -> any Optimizee {
    let range = 0..<family.parameterCount
    let function = initialParameters.withSlice(range) { own in
      scaled(family.sample(from: streams, initialParameters: &own), from: streams, &own)
    }
    guard let convexTerm else { return function }
    let term = ConvexTerm(dimension: convexTerm, drawnFrom: streams.convexTerm())
    return Ensemble(parts: [
      Ensemble.Part(
        function: function, weight: 1, range: range, isDeterministic: family.isDeterministic),
      Ensemble.Part(
        function: term, weight: 1, range: range.count..<range.count + convexTerm,
        isDeterministic: true),
    ])
  }

  private func scaled(
    _ function: any Optimizee, from streams: FunctionStreams,
    _ initialParameters: inout MutableSpan<Float>
  ) -> any Optimizee {
    if let initialScale {
      let factor = initialScale.draw(streams.transformations.uniform())
      for index in initialParameters.indices { initialParameters[index] *= factor }
    }
    guard randomScaling != nil || parameterRescaling != nil else { return function }
    let factors = factors(count: initialParameters.count, from: streams.scaling())
    for index in initialParameters.indices { initialParameters[index] /= factors[index] }
    return ScaledFunction(function: function, factors: factors)
  }

  /// The first number of the stream is the factor of all parameters, those after it are the parameters' own,
  /// so that neither depends on whether there is the other.
  private func factors(count: Int, from stream: RandomStream) -> [Float] {
    let draw = stream.uniform()
    let common = parameterRescaling?.draw(draw) ?? 1
    return (0..<count).map { _ in
      common * (randomScaling.map { stream.exponentialOfUniform($0) } ?? 1)
    }
  }
}

extension Bounds {
  /// A log-uniform draw, from one that is uniform on [0, 1).
  fileprivate func draw(_ uniform: Double) -> Float {
    Elementary.logUniform(from: Float(lowest), to: Float(highest), at: uniform)
  }
}

extension RandomStream {
  /// eᵘ, u ~ U(−`width`, `width`).
  func exponentialOfUniform(_ width: Double) -> Float {
    Elementary.exponential(Float(width * (2 * uniform() - 1)))
  }
}
