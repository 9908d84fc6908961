/// How the parameters of several functions of one family lie in a flat vector: function after
/// function, `parametersPerFunction` floats each.
public struct ParameterLayout: Equatable, Sendable {
  public var functions: Int
  public var parametersPerFunction: Int

  public init(functions: Int, parametersPerFunction: Int) {
    self.functions = functions
    self.parametersPerFunction = parametersPerFunction
  }

  public var count: Int { functions * parametersPerFunction }
}
