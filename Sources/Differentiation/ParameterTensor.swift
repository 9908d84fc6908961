/// A named tensor among the parameters of one function, row-major.
public struct ParameterTensor: Equatable, Sendable {
  /// What a tensor does in its function. Rules may treat tensors by it.
  public enum Role: String, CaseIterable, Sendable {
    /// A matrix [features, units] that the function's own inputs are multiplied by.
    case inputWeights
    /// A matrix [units, units] between two layers.
    case weights
    /// One number a unit, added to all rows.
    case bias
    /// Part of a function that is no network.
    case other
  }

  public let name: String
  public let shape: [Int]
  public let role: Role

  public init(name: String, shape: [Int], role: Role = .other) {
    self.name = name
    self.shape = shape
    self.role = role
  }

  /// Elements of the tensor.
  public var count: Int { shape.reduce(1, *) }
}
