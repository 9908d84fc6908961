import Differentiation
import Kernels
import TestSupport
import Testing

@Suite struct OperationTests {
  /// Float against Double: some tens of roundings of 6e-8, of numbers of the gradient's size.
  static let tolerance = 4e-6

  private func expectClose(
    _ found: [Float], _ expected: [Double], sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(found.count == expected.count, sourceLocation: sourceLocation)
    let size = max(1, expected.map(\.magnitude).max() ?? 0)
    for (index, (value, wanted)) in zip(found, expected).enumerated() {
      #expect(
        abs(Double(value) - wanted) <= Self.tolerance * size, "element \(index)",
        sourceLocation: sourceLocation)
    }
  }

  @Test(arguments: operationCases)
  func gradientIsThatOfCentralDifferences(_ operation: OperationCase) {
    let (loss, gradient) = operation.evaluate(at: operation.parameters)
    let point = operation.parameters.map(Double.init)
    expectClose([loss], [operation.reference(at: point)])
    expectClose(
      gradient, centralDifferences(at: point, of: point.indices, operation.reference))
  }

  @Test(arguments: operationCases)
  func gradientIsThatOfPyTorch(_ operation: OperationCase) throws {
    let oracle = try DifferentiationOracle.load()
    let expected = try #require(oracle.operations[operation.testDescription])
    let (loss, gradient) = operation.evaluate(at: operation.parameters)
    expectClose([loss], [expected.loss])
    expectClose(gradient, expected.gradient)
  }

  @Test(arguments: operationCases)
  func bitsAreGolden(_ operation: OperationCase) {
    let (loss, gradient) = operation.evaluate(at: operation.parameters)
    let bits = fingerprint([loss] + gradient)
    #expect(
      operation.golden.flaw(
        of: bits, by: Kernels.Arithmetic.version, Differentiation.Arithmetic.version) == nil)
  }

  @Test(arguments: operationCases)
  func nothingOfAPassIsLeftToTheNext(_ operation: OperationCase) {
    let fresh = operation.evaluate(at: operation.parameters)
    let workspace = operation.workspace()
    let infinite = [Float](repeating: .infinity, count: operation.count)
    _ = operation.evaluate(at: infinite, in: workspace)
    let again = operation.evaluate(at: operation.parameters, in: workspace)
    #expect(again.loss == fresh.loss && again.gradient == fresh.gradient)
  }

  @Test(arguments: operationCases)
  func theLossAloneHasTheSameBits(_ operation: OperationCase) {
    let parameters = operation.parameters
    #expect(
      operation.workspace().loss(at: parameters.span)
        == operation.evaluate(at: parameters).loss)
  }
}
