import Differentiation

/// How the parameters of several functions of one family lie in a flat vector: function after
/// function, and in each of them tensor after tensor.
public struct ParameterLayout: Equatable, Sendable {
  public let functions: Int
  /// The tensors of one function, in their order.
  public let tensors: [ParameterTensor]
  public let parametersPerFunction: Int

  public init(functions: Int, tensors: [ParameterTensor]) {
    self.functions = functions
    self.tensors = tensors
    parametersPerFunction = tensors.reduce(0) { $0 + $1.count }
  }

  /// Functions of one tensor.
  public init(functions: Int, parametersPerFunction: Int) {
    self.init(functions: functions, tensors: [.point(dimension: parametersPerFunction)])
  }

  public var count: Int { functions * parametersPerFunction }
}

extension ParameterTensor {
  /// All parameters of a function that is no network, as one vector.
  public static func point(dimension: Int) -> ParameterTensor {
    ParameterTensor(name: "parameters", shape: [dimension])
  }
}
