/// What an MLP rule remembers of some functions with the same tensors, laid side by side function after
/// function and in each of them tensor after tensor.
///
/// Tensors do not see each other, and neither do functions.
public final class MLPRuleMemory: @unchecked Sendable {
  private let shape: MLPRuleShape
  private let functions: Int
  /// The lengths of the axes of each tensor of a function.
  private let sizes: [[Int]]
  private let tensors: [MLPTensor]
  private let scratch: MLPScratch
  private let coordinates: Int

  public init(_ shape: MLPRuleShape, functions: Int, tensors sizes: [[Int]]) {
    precondition(sizes.allSatisfy { $0.count <= 2 }, "tensors of at most two axes")
    self.shape = shape
    self.functions = functions
    self.sizes = sizes
    tensors = (0..<functions).flatMap { _ in sizes.map { MLPTensor(shape, sizes: $0) } }
    scratch = MLPScratch(shape)
    coordinates = tensors.reduce(0) { $0 + $1.count }
  }

  /// The same memory, to go its own way.
  public func copied() -> MLPRuleMemory {
    let copy = MLPRuleMemory(shape, functions: functions, tensors: sizes)
    for (own, other) in zip(copy.tensors, tensors) { own.copyMemory(from: other) }
    return copy
  }

  /// The inner step after `number` updates: reads `gradient` and `parameters`, writes `update`.
  public func step(
    _ rule: PackedMLPRule, number: Int, scale: Float, gradient: Span<Float>,
    parameters: Span<Float>, update: inout MutableSpan<Float>
  ) {
    precondition(rule.shape == shape, "weights of the rule that remembers")
    precondition(
      gradient.count == coordinates && parameters.count == coordinates
        && update.count == coordinates, "one layout for all")
    let bias = rule.bias(atStep: number)
    update.withUnsafeMutableBufferPointer { update in
      gradient.withUnsafeBufferPointer { gradient in
        parameters.withUnsafeBufferPointer { parameters in
          guard var update = update.baseAddress, var gradient = gradient.baseAddress,
            var parameters = parameters.baseAddress
          else { return }
          for tensor in tensors {
            let step = MLPTensorStep(
              gradient: gradient, parameters: parameters, update: update, scale: scale)
            tensor.take(step, rule, bias: bias, scratch: scratch)
            update += tensor.count
            gradient += tensor.count
            parameters += tensor.count
          }
        }
      }
    }
  }
}
