import Execution
import Testing

struct HintTests {
  @Test(arguments: [
    ("quadratic-unifrom-10", "quadratic-uniform-10"),
    ("quadratic-gausian-5", "quadratic-gaussian-5"),
    ("mnist-mpl-20-reul", "mnist-mlp-20-relu"),
    ("mnist-disjiont-mlp-20", "mnist-disjoint-mlp-20"), ("Digits-MLP-20", "digits-mlp-20"),
  ])
  func aMisspeltOptimizeeSuggestsOneThatExists(name: String, meant: String) {
    let hint = Registry.builtIn.hint(for: name)
    #expect(hint == "an optimizee that `l2l list` shows; did you mean \(meant)?")
  }

  @Test(arguments: [
    ("quadratic-uniform-5000", "a dimension of at least 1 and at most 1000"),
    ("quadratic-unifrom-0", "a dimension of at least 1 and at most 1000"),
    ("mnist-mlp-3000", "1 to 20 hidden layers of up to 2000 units"),
    ("mnist-disjoint-mlp-20-sigma-0.1-relu", "in this order"),
  ])
  func aNumberOutOfRangeSaysTheRange(name: String, expectation: String) {
    #expect(Registry.builtIn.hint(for: name)?.contains(expectation) == true)
  }

  @Test(arguments: ["", "nonsense", "rosenbrock-2", String(repeating: "mlp-", count: 1000)])
  func anotherNameGivesNoHint(name: String) {
    #expect(Registry.builtIn.hint(for: name) == nil)
  }
}
