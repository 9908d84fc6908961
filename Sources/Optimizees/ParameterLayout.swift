/// How the parameters of several functions of one family lie in a flat vector: function after
/// function, and in each of them tensor after tensor.
public struct ParameterLayout: Equatable, Sendable {
  public var functions: Int
  /// Parameters of each tensor of one function, in their order.
  public var tensorSizes: [Int]

  public init(functions: Int, tensorSizes: [Int]) {
    self.functions = functions
    self.tensorSizes = tensorSizes
  }

  /// Functions of one tensor.
  public init(functions: Int, parametersPerFunction: Int) {
    self.init(functions: functions, tensorSizes: [parametersPerFunction])
  }

  public var parametersPerFunction: Int { tensorSizes.reduce(0, +) }

  public var count: Int { functions * parametersPerFunction }
}
