import Foundation
import MetaTraining
import Optimizers
import Results
import Settings
import Testing

@testable import Suites

struct SuiteTests {
  @Test func everyKeyIsRead() throws {
    let suite = try Samples.suite()
    #expect(suite.name == "sample")
    #expect(suite.head.description == "Everything, in one suite")
    #expect(suite.head.seed == .max)
    #expect(suite.head.budgetMinutes == 1.5)
    #expect(suite.head.margin == 0.1)
    #expect(suite.head.learnedMargin == 0.5)
    #expect(suite.minimisers == ["bfgs2"])
    let learned = try #require(suite.learned.first)
    #expect(learned.name == "lstm")
    #expect(learned.metaSeeds == 2)
    #expect(learned.optimizees[0].facts.isDeterministic)
    var metaOptimizer = MetaOptimizer(
      learningRate: 0, learningRateFactor: .geometric(from: 1, to: 0.97), gradientClipping: 1,
      averaging: 0.9)
    metaOptimizer.learningRate = .search(
      MetaLearningRateSearch(Bounds(from: 0.0003, to: 0.01), candidates: 3, epochs: 5))
    #expect(
      learned.training
        == TrainingSettings(
          rule: CoordinatewiseLSTM(
            logAndSign: 5, outputScale: 0.1, forgetBias: 0, metaGradientStride: 4),
          distribution: Distribution(
            optimizee: "quadratic-10", horizon: 100, functions: 128,
            transformations: Transformations(initialScale: Bounds(from: 0.02, to: 1)),
            validation: Validation(functions: 512)),
          estimator: TruncatedBackpropagation(unrollLength: 20), metaOptimizer: metaOptimizer,
          schedule: TrainingSchedule(epochs: 60, episodesPerEpoch: 50, patience: 20)))
    let handDesigned = try #require(suite.handDesigned)
    #expect(handDesigned.optimizers == ["sgd", "adam"])
    let tuning = handDesigned.tuning
    #expect(tuning.functions == 256 && tuning.pointsPerDecade == 2 && tuning.refinements == 0)
    #expect(tuning.learningRates == Bounds(from: 0.0001, to: 10))
    #expect(suite.evaluations.map(\.optimizee.name) == ["quadratic-10", "quadratic-10", "mnist"])
    #expect(suite.evaluations.map(\.horizon) == [100, 200, 100])
    #expect(suite.evaluations.map(\.functions) == [1024, 1024, 8])
    #expect(
      suite.published == [
        PublishedFigure(
          figure: "fig4", optimizee: "quadratic-10", horizon: 100,
          curves: [
            .init(optimizer: "ADAM", updates: [0, 100], losses: [2, 0.25]),
            .init(optimizer: "LSTM", updates: [0], losses: [2.5]),
          ])
      ])
  }

  @Test func finalLossesAreReadInTheOrderOfTheirFile() throws {
    let suite = try Samples.suite(
      Samples.withFinalLosses,
      curves: "optimizer,optimizee,loss\nLSTM,mnist,0.25\nADAM,quadratic-10,2\nADAM,mnist,1\n")
    #expect(suite.published.isEmpty)
    let expected = PublishedFinalLosses(
      figure: "fig4", horizon: 100,
      points: [
        .init(optimizer: "LSTM", optimizee: "mnist", loss: 0.25),
        .init(optimizer: "ADAM", optimizee: "quadratic-10", loss: 2),
        .init(optimizer: "ADAM", optimizee: "mnist", loss: 1),
      ])
    #expect(suite.publishedFinalLosses == [expected])
    #expect(Plan(suite).manifest.publishedFinalLosses == [expected])
    #expect(try Plan(Samples.suite()).manifest.publishedFinalLosses == nil)
    var other = suite
    other.publishedFinalLosses[0].points[0].loss = 0.5
    #expect(Plan(other).suiteDigest != Plan(suite).suiteDigest)
  }

  @Test func optionalKeysHaveDefaults() throws {
    #expect(try Samples.suite(Samples.edited("margin", "")).head.margin == 0.05)
    let shared = try Samples.suite(Samples.edited("learnedMargin", ""))
    #expect(shared.head.learnedMargin == nil)
    #expect(Plan(shared).manifest.margin(of: .learned) == 0.1)
    let p = try Samples.suite(Samples.edited("p: 5", "")).learned[0].training
    #expect((p.rule as? CoordinatewiseLSTM)?.p == 10)
    let plain = try Samples.suite().learned[1].training
    #expect(
      plain
        == TrainingSettings(
          rule: SignMixed(CoordinatewiseLSTM(outputScale: 1), signs: .everywhere),
          distribution: Distribution(
            optimizee: "mnist", horizon: 10, functions: 1,
            validation: Validation(
              functions: 1, transformations: Transformations(initialScale: Bounds(from: 0.1, to: 2))
            )),
          estimator: TruncatedBackpropagation(unrollLength: 5, updateScale: .steps([1, 0.5])),
          metaOptimizer: MetaOptimizer(learningRate: 0.003),
          schedule: TrainingSchedule(epochs: 1, episodesPerEpoch: 1)))
    #expect(plain.schedule.patience == nil && plain.metaOptimizer.averaging == nil)
    #expect(try Samples.suite(Samples.edited("18446744073709551615", "0")).head.seed == 0)
  }

  @Test func aSuiteNeedsNoLearnedOptimizers() throws {
    let suite = try Samples.suite(
      """
      suite: sample
      description: minimisers only
      seed: 0
      budgetMinutes: 1
      minimisers: [bfgs2]
      evaluations: [{ optimizees: [quadratic-10], horizons: [1], functions: 1 }]
      """)
    #expect(suite.learned.isEmpty)
    #expect(suite.handDesigned == nil)
    #expect(suite.published.isEmpty)
  }

  @Test func filesAreReadBesideTheSuite() throws {
    let folder = FileManager.default.temporaryDirectory.path + "/l2l-suites-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try FileManager.default.createDirectory(
      atPath: "\(folder)/published", withIntermediateDirectories: true)
    try Samples.yaml.write(toFile: "\(folder)/sample.yaml", atomically: true, encoding: .utf8)
    try Samples.curves.write(
      toFile: "\(folder)/published/fig4.csv", atomically: true, encoding: .utf8)
    var suite = try Suite(contentsOf: "\(folder)/sample.yaml", vocabulary: Samples.vocabulary)
    #expect(suite.folder == folder)
    suite.folder = "."
    #expect(try suite == Samples.suite())

    let large = Data(repeating: 32, count: SuiteLimits.fileSize + 1)
    try large.write(to: URL(fileURLWithPath: "\(folder)/large.yaml"))
    try Data([0x73, 0xFF]).write(to: URL(fileURLWithPath: "\(folder)/latin.yaml"))
    for name in ["large.yaml", "latin.yaml", "absent.yaml", "published"] {
      #expect {
        try Suite(contentsOf: "\(folder)/\(name)", vocabulary: Samples.vocabulary)
      } throws: {
        if case SuiteError.unreadable("\(folder)/\(name)", _) = $0 { true } else { false }
      }
    }
  }
}
