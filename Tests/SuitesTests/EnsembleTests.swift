import Testing

@testable import Suites

/// The sample with an ensemble that `lstm` is meta-trained on.
private func yaml(
  _ parts: String = "[{ optimizee: quadratic-10 }, { optimizee: mnist, weight: 0.5 }]",
  name: String = "two", epochs: Int = 20
) -> String {
  Samples.yaml
    .replacing(
      "learned:\n", with: "ensembles:\n  - name: \(name)\n    parts: \(parts)\nlearned:\n",
      maxReplacements: 1
    )
    .replacing("  optimizee: quadratic-10", with: "  optimizee: two", maxReplacements: 1)
    .replacing("epochs: 60", with: "epochs: \(epochs)")
}

@Suite struct EnsembleTests {
  @Test func anEnsembleStandsWhereAnOptimizeeDoes() throws {
    let suite = try Samples.suite(yaml())
    let two = try #require(suite.learned[0].optimizees.first)
    #expect(suite.ensembles == suite.learned[0].optimizees)
    #expect(two.name == "two" && suite.learned[0].training.distribution.name == "two")
    #expect(two.parts.map(\.optimizee.name) == ["quadratic-10", "mnist"])
    #expect(two.parts.map(\.weight) == [1, 0.5])
    #expect(!two.facts.isDeterministic && two.facts.parameterCount == 2)
    #expect(two.facts.arithmetic == ["Datasets": 1, "Sampling": 1])
    #expect(two.facts.dataNote == "`two` is 1 × `quadratic-10` + 0.5 × `mnist`; MNIST, real")
  }

  @Test func keysAndTheDigestHaveTheDefinition() throws {
    func cells(_ yaml: String, vocabulary: Vocabulary = Samples.vocabulary) throws -> [String:
      String]
    {
      let plan = Plan(try Samples.suite(yaml, vocabulary: vocabulary))
      return Dictionary(uniqueKeysWithValues: plan.cells.map { ($0.label, $0.key) })
    }
    let reference = try cells(yaml())
    let others = [
      try cells(yaml("[{ optimizee: quadratic-10 }, { optimizee: mnist, weight: 0.25 }]")),
      try cells(yaml("[{ optimizee: mnist, weight: 0.5 }, { optimizee: quadratic-10 }]")),
      try cells(yaml(), vocabulary: Samples.vocabulary(mnist: "checksum 2")),
    ]
    for other in others {
      for (label, key) in reference where label.hasPrefix("meta-train lstm on two") {
        #expect(other[label] != key)
      }
      let unmoved = "tune sgd on quadratic-10 at 100"
      #expect(other[unmoved] == reference[unmoved])
    }
    let digests = try [yaml(), yaml("[{ optimizee: quadratic-10 }]"), Samples.yaml].map {
      try Samples.suite($0).canonical.digest
    }
    #expect(Set(digests).count == 3)
  }

  @Test(arguments: [
    ("[]", "two", "ensembles[0].parts: found an empty list, expected a list of parts"),
    (
      "[{ optimizee: two }]", "two",
      "ensembles[0].parts[0].optimizee: found two, expected an optimizee: quadratic-<dimension>"
    ),
    (
      "[{ optimizee: mnist, weight: 0 }]", "two",
      "ensembles[0].parts[0].weight: found 0, expected a number above 0"
    ),
    ("[{ weight: 1 }]", "two", "ensembles[0].parts[0]: found no optimizee, expected the key"),
    ("[{ optimizee: mnist }]", "quadratic-10", "ensembles[0].name: found quadratic-10, expected a"),
    (
      "[{ optimizee: mnist }]", "cifar",
      "ensembles[0].name: found cifar, expected a name of its own"
    ),
    (
      "[\(Array(repeating: "{ optimizee: mnist }", count: 9).joined(separator: ", "))]", "two",
      "ensembles[0].parts: found 9 parts, expected at most 8"
    ),
    (
      "[{ optimizee: mnist }]", "one",
      "learned[0].distribution.optimizee: found two, expected an optimizee: quadratic-<dimension>,"
        + " mnist, one"
    ),
  ])
  func mistakesAreNamed(parts: String, name: String, message: String) throws {
    let error = try #require(throws: SuiteError.self) {
      try Samples.suite(yaml(parts, name: name))
    }
    #expect("\(error)".contains(message), "\(error)")
  }
  /// 21 epochs × 50 episodes × 128 functions, of which each takes eight streams.
  @Test func aRunHasFewerFunctionsOfAnEnsemble() throws {
    let error = try #require(throws: SuiteError.self) { try Samples.suite(yaml(epochs: 21)) }
    #expect(
      "\(error)".contains("schedule.epochs: found 21 epochs, expected at most 20"), "\(error)")
  }
}
