import Differentiation
import Optimizees
import Sampling

/// f(x) = x² from x = 1 + a draw in [0, 1); where a second draw is below `share`, the gradient is
/// `gradient` instead of 2x.
struct Cliff: OptimizeeFamily {
  static let namePattern = "cliff"
  var share: Double
  var gradient: Float

  init(share: Double = 0, gradient: Float = .nan) {
    self.share = share
    self.gradient = gradient
  }

  init?(name: String) { nil }

  var name: String { "cliff" }
  var tensors: [ParameterTensor] { [.point(dimension: 1)] }
  var isDeterministic: Bool { true }

  func sample(
    from streams: FunctionStreams, initialParameters: inout MutableSpan<Float>
  ) -> any Optimizee {
    initialParameters[0] = 1 + Float(streams.function.uniform())
    return Function(replacement: isBad(streams.function) ? gradient : nil)
  }

  /// Whether a stream whose first draw has been made gives a bad function.
  func isBad(_ stream: RandomStream) -> Bool { stream.uniform() < share }

  struct Function: Optimizee {
    let replacement: Float?

    func loss(
      at parameters: Span<Float>, step: Int, gradient: inout MutableSpan<Float>
    ) -> Float {
      gradient[0] = replacement ?? 2 * parameters[0]
      return loss(at: parameters, step: step)
    }

    func loss(at parameters: Span<Float>, step: Int) -> Float { parameters[0] * parameters[0] }
  }
}
