import Differentiation
import Optimizers
import Testing

@Suite struct TensorSelectionTests {
  @Test(arguments: [
    ("layer0.bias", ["layer0.bias"], true), ("layer0.bias", ["layer0"], false),
    ("layer0.bias", ["layer*"], true), ("layer0.bias", ["*.bias"], true),
    ("layer0.bias", ["layer*.bias"], true), ("layer0.bias", ["l*er*.b*s"], true),
    ("layer0.bias", ["*.weights", "*0*"], true), ("layer0.bias", ["*.weights"], false),
    ("layer0.bias", ["*"], true), ("layer0.bias", [""], false), ("layer0.bias", [], false),
    ("layer0.bias", ["layer0.bias*"], true), ("layer0.bias", ["layer0.bias*s"], false),
    ("aba", ["ab*ba"], false), ("abba", ["ab*ba"], true), ("aba", ["**"], true),
  ])
  func namesMayHaveStars(name: String, patterns: [String], expected: Bool) {
    let tensor = ParameterTensor(name: name, shape: [1])
    #expect(TensorSelection.names(patterns).contains(tensor) == expected)
  }

  @Test func rolesAreThoseOfTheTensor() {
    let tensor = ParameterTensor(name: "w", shape: [2, 2], role: .weights)
    #expect(TensorSelection.roles([.bias, .weights]).contains(tensor))
    #expect(!TensorSelection.roles([.bias, .inputWeights]).contains(tensor))
    #expect(TensorSelection.all.contains(tensor))
  }
}
