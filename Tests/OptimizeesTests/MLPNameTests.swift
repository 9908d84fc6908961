import Testing

@testable import Optimizees

@Suite struct MLPNameTests {
  @Test func everyPartIsRead() throws {
    let plain = try #require(MLPName("digits-mlp-20"))
    #expect(plain.source == "digits" && plain.hiddenUnits == [20])
    #expect(plain.activation == .sigmoid && plain.batch == 128 && plain.sigma == nil)
    let full = try #require(MLPName("mnist-mlp-20-7-elu-batch-16-sigma-0.1"))
    #expect(full.source == "mnist" && full.hiddenUnits == [20, 7])
    #expect(full.activation == .elu && full.batch == 16 && full.sigma == 0.1)
    #expect(MLPName("mnist-disjoint-mlp-20")?.source == "mnist-disjoint")
  }

  @Test(arguments: [
    "digits", "digits-mlp", "digits-mlp-", "digits-mlp-0", "digits-mlp-020", "digits-mlp-+20",
    "digits-mlp-2001", "digits-mlp-relu", "digits-mlp-20-gelu", "digits-mlp-20-relu-20",
    "digits-mlp-20-batch", "digits-mlp-20-batch-0", "digits-mlp-20-batch-x",
    "digits-mlp-20-sigma-0", "digits-mlp-20-sigma-1e-3", "digits-mlp-20-sigma-0.1.2",
    "digits-mlp-20-sigma-0.10", "digits-mlp-20-sigma-.1", "digits-mlp-20-sigma-1.",
    "digits-mlp-20-sigma-00.1",
    "digits-mlp-20-sigma-0.1-batch-16", "digits-mlp-20-relu-relu", "digits-cnn-20", "mlp-20",
  ])
  func otherNamesAreNobodys(_ name: String) {
    #expect(MLPName(name) == nil)
    #expect(OptimizeeRegistry.family(named: name) == nil)
  }

  @Test func aDataSetNobodyKnowsHasNoFamily() {
    for name in ["letters-mlp-20", "mnist-mnist-mlp-20", "disjoint-mlp-20", "-mlp-20"] {
      #expect(OptimizeeRegistry.family(named: name) == nil)
    }
  }

  @Test(arguments: [
    ("digits-mlp-20", 15_910), ("digits-mlp-20-20", 16_330), ("digits-mlp-40-relu", 31_810),
  ])
  func parametersAreCounted(name: String, count: Int) throws {
    let family = try #require(OptimizeeRegistry.family(named: name))
    #expect(family.name == name && family.parameterCount == count && !family.isDeterministic)
  }
}
