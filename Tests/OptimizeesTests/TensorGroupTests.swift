import Differentiation
import Optimizees
import Testing

@Suite struct TensorGroupTests {
  /// Two functions of eleven parameters: coordinates 0 … 21.
  private static let whole = ParameterLayout(
    functions: 2,
    tensors: [
      ParameterTensor(name: "a", shape: [2, 2], role: .inputWeights),
      ParameterTensor(name: "b", shape: [2], role: .bias),
      ParameterTensor(name: "c", shape: [2, 2], role: .weights),
      ParameterTensor(name: "d", shape: [1], role: .bias),
    ])

  private static let numbers = (0..<22).map { Float($0) }

  @Test(arguments: [
    (["a"], [0, 1, 2, 3, 11, 12, 13, 14]),
    (["b", "d"], [4, 5, 10, 15, 16, 21]),
    (["c", "d"], [6, 7, 8, 9, 10, 17, 18, 19, 20, 21]),
    (["a", "b", "c", "d"], Array(0..<22)),
    ([], []),
  ])
  func groupsHoldTheirTensorsFunctionAfterFunction(names: [String], places: [Int]) {
    let group = TensorGroup(of: Self.whole) { names.contains($0.name) }
    #expect(group.layout.functions == 2)
    #expect(group.layout.tensors == Self.whole.tensors.filter { names.contains($0.name) })
    #expect(group.gather(Self.numbers.span) == places.map { Float($0) })
    var marked = [Float](repeating: -1, count: 22)
    var span = marked.mutableSpan
    group.scatter(places.map { Float(100 + $0) }, into: &span)
    #expect(marked == (0..<22).map { places.contains($0) ? Float(100 + $0) : -1 })
  }
}
