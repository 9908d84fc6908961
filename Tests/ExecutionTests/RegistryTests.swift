import Datasets
import Differentiation
import Execution
import Optimizees
import Optimizers
import Results
import Sampling
import Suites
import TestSupport
import Testing

/// f(θ) = θ², from 1.
private struct Parabola: Optimizee {
  func loss(at parameters: Span<Float>, step: Int) -> Float { parameters[0] * parameters[0] }

  func loss(at parameters: Span<Float>, step: Int, gradient: inout MutableSpan<Float>) -> Float {
    gradient[0] = 2 * parameters[0]
    return loss(at: parameters, step: step)
  }
}

private struct ParabolaFamily: OptimizeeFamily {
  static let namePattern = "parabola"
  let name = namePattern
  let tensors = [ParameterTensor.point(dimension: 1)]
  let isDeterministic = true

  init?(name: String) {
    guard name == Self.namePattern else { return nil }
  }

  func sample(
    from streams: FunctionStreams, initialParameters: inout MutableSpan<Float>
  ) -> any Optimizee {
    initialParameters[0] = 1
    return Parabola()
  }
}

private func registry(family: String = "1", halving: String = "1") -> Registry {
  Registry.builtIn.adding(ParabolaFamily.self, version: family)
    .adding(HandDesigned.Rule(name: "halving") { _ in SGD(learningRate: 0.25) }, version: halving)
}

/// The tiny suite with one rule and one evaluation more.
private let yaml =
  TinySuite.edited("optimizers: [sgd, nag]", "optimizers: [sgd, halving]")
  + "  - { optimizees: [parabola], horizons: [2], functions: 1 }\n"

private func plan(_ registry: Registry, _ yaml: String = yaml) throws -> Plan {
  Plan(
    try Suite(
      decoding: yaml, file: "tiny.yaml", vocabulary: .registered(noData, registry: registry)
    ) { path in throw SuiteError.unreadable(file: path, reason: "the suite names no file") })
}

/// The labels of the cells that only one of two plans has.
private func changed(_ first: Plan, _ second: Plan) -> Set<String> {
  let (one, other) = (Set(first.cells.map(\.key)), Set(second.cells.map(\.key)))
  return Set(
    (first.cells + second.cells).filter { !one.contains($0.key) || !other.contains($0.key) }
      .map(\.label))
}

@Suite struct RegistryTests {
  /// As the table of docs/reproducibility.md says.
  @Test func cellsStateTheNumericModulesThatTheyRun() throws {
    let vocabulary = Vocabulary.registered(noData)
    func modules(_ family: String, _ work: [String: Int]) throws -> [String] {
      let facts = try #require(try vocabulary.optimizee(family))
      return facts.arithmetic.merging(work) { first, _ in first }.keys.sorted()
    }
    let all = ["Evaluation", "Kernels", "Optimizees", "Sampling"]
    let work = vocabulary.arithmetic
    #expect(try modules("quadratic-uniform-3", work.minimisation) == all)
    #expect(
      try modules("quadratic-uniform-3", work.optimization) == (all + ["Optimizers"]).sorted())
    #expect(
      try modules("digits-mlp-20", work.metaTraining)
        == (all + ["Datasets", "Differentiation", "MetaTraining", "Optimizers", "Statistics"])
        .sorted())
  }

  @Test func additionsHaveNoPartInTheKeysOfOtherCells() throws {
    let (plain, extended) = (
      try plan(.builtIn, TinySuite.yaml), try plan(registry(), TinySuite.yaml)
    )
    #expect(plain.cells.map(\.key) == extended.cells.map(\.key))
  }

  @Test func anotherVersionChangesTheCellsThatDependOnIt() throws {
    let first = try plan(registry())
    #expect(
      changed(first, try plan(registry(halving: "2"))) == [
        "tune halving on quadratic-uniform-3 at 4", "evaluate halving on quadratic-uniform-3 at 4",
        "tune halving on parabola at 2", "evaluate halving on parabola at 2",
      ])
    let parabolas = first.cells.map(\.label).filter { $0.contains("parabola") }
    #expect(changed(first, try plan(registry(family: "2"))) == Set(parabolas))
    #expect(first.manifest.data == ["parabola is not built in: parabola version 1"])
  }

  @Test func whatIsNotRegisteredIsUnknown() throws {
    #expect(throws: SuiteError.self) { try plan(.builtIn) }
    let text = try #require(throws: SuiteError.self) {
      try plan(.builtIn.adding(ParabolaFamily.self, version: "1"))
    }
    #expect("\(text)".contains("halving"))
  }

  @Test func aNameIsTakenOnce() async {
    await #expect(processExitsWith: .failure) {
      _ = Registry.builtIn.adding(CoordinatewiseLinear.self, version: "1")
    }
    await #expect(processExitsWith: .failure) {
      let rule = HandDesigned.Rule(name: "bfgs2") { SGD(learningRate: $0) }
      _ = Registry.builtIn.adding(rule, version: "1")
    }
    await #expect(processExitsWith: .failure) {
      let rule = HandDesigned.Rule(name: "own") { SGD(learningRate: $0) }
      _ = Registry.builtIn.adding(rule, version: "")
    }
  }

  @Test func additionsRunLikeAllOthers() throws {
    let folder = try TemporaryFolder()
    let plan = try plan(registry())
    let writer = try StoreWriter(folder: folder.path, suite: plan.suite.name)
    _ = try SuiteRun(
      plan, writer: writer, library: noData, registry: registry(), threads: 1
    ) { _ in }.run()
    let cell = try #require(
      plan.cells.first { $0.label == "evaluate halving on parabola at 2" }?.inManifest)
    guard case .finished(let record) = try writer.store.state(of: cell, suite: plan.suite.name),
      case .evaluation(let result) = record.content
    else {
      Issue.record("no record")
      return
    }
    // θ = 1, ½, ¼.
    #expect(result.finalLosses == [1.0 / 16])
  }
}
