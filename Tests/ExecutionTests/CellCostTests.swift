import Datasets
import Suites
import TestSupport
import Testing

@testable import Execution

/// Seconds that cells of the tiny suite are expected to take, by what they do.
@Suite struct CellCostTests {
  private func seconds(_ yaml: String = TinySuite.yaml) throws -> [String: Double] {
    let library = DataLibrary { dataset throws(DatasetError) in
      throw .unreadable(file: dataset.folder, reason: "the suite needs no data")
    }
    let suite = try Suite(
      decoding: yaml, file: "tiny.yaml", vocabulary: .registered(library)
    ) { path in throw SuiteError.unreadable(file: path, reason: "the suite names no file") }
    let cost = CellCost(suite)
    return Dictionary(
      uniqueKeysWithValues: Plan(suite).cells.map { ($0.label, cost.seconds($0)) })
  }

  private let lstm = "meta-train lstm on quadratic-uniform-3 meta-seed 0"
  private let tuning = "tune sgd on quadratic-uniform-3 at 4"
  private let evaluation = "evaluate sgd on quadratic-uniform-3 at 4"

  /// Three parameters, two functions, four steps, two episodes: 48 coordinate steps forward and three
  /// times as many backward, then 48 of four validation functions; 13 million a second.
  @Test func aMetaTrainingIsTheStepsOfItsEpisodesAndOfValidation() throws {
    #expect(abs(try seconds()[lstm, default: 0] - (4 * 48 + 48) / 13e6) < 1e-12)
    let longer = try seconds(TinySuite.edited("epochs: 1", "epochs: 3"))
    #expect(abs(longer[lstm, default: 0] - 3 * (4 * 48 + 48) / 13e6) < 1e-12)
  }

  /// Ten particles forward, and none back.
  @Test func evolutionStrategiesTakeAsLongAsTheirParticles() throws {
    let found = try seconds(
      TinySuite.edited(
        "kind: truncated-backpropagation\n      unrollLength: 2",
        "kind: evolution-strategies\n      standardDeviation: 0.1\n      pairs: 5"))
    #expect(abs(found[lstm, default: 0] - (10 * 48 + 48) / 13e6) < 1e-12)
  }

  /// Two decades of one point each and the first, then two refined ones; 40 million steps a second.
  @Test func aTuningIsTheStepsOfItsLearningRates() throws {
    #expect(abs(try seconds()[tuning, default: 0] - 5 * 3 * 4 * 8 / 40e6) < 1e-12)
    let finer = try seconds(TinySuite.edited("pointsPerDecade: 1", "pointsPerDecade: 4"))
    #expect(abs(finer[tuning, default: 0] - 11 * 3 * 4 * 8 / 40e6) < 1e-12)
  }

  @Test func anEvaluationIsTheStepsOfItsFunctions() throws {
    let found = try seconds()
    #expect(abs(found[evaluation, default: 0] - 3 * 4 * 16 / 40e6) < 1e-15)
    let learned = found["evaluate lstm on quadratic-uniform-3 at 4 meta-seed 0", default: 0]
    #expect(abs(learned - 3 * 4 * 16 / 13e6) < 1e-15)
    let linear = found["evaluate linear on quadratic-uniform-3 at 4 meta-seed 0", default: 0]
    #expect(abs(linear - 0.3 * learned) < 1e-15, "a rule states its own cost")
  }

  @Test func everyCellTakesSomeTime() throws {
    let found = try seconds()
    #expect(found.count == TinySuite.cells)
    #expect(found.values.allSatisfy { $0 > 0 && $0.isFinite })
  }
}
