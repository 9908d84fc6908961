import Results
import Testing

@testable import Inspection

@Suite struct SurroundingsTests {
  private static func tuning(
    _ optimizer: String = "adam", on optimizee: String = "quadratic-uniform-3", at horizon: Int
  ) -> TuningResult {
    TuningResult(
      optimizer: optimizer, optimizee: optimizee, horizon: horizon, functions: 1, curve: [],
      learningRate: 0.1, widenings: 0, gradientEvaluations: 1)
  }

  private let surroundings = Surroundings(
    metaTraining: nil,
    tunings: [
      tuning("sgd", at: 50), tuning(on: "quadratic-uniform-9", at: 50), tuning(at: 80),
      tuning(at: 40), tuning(at: 200),
    ])

  /// 60 is as far from 40 as from 80.
  @Test(arguments: [(10, 40), (41, 40), (60, 40), (61, 80), (139, 80), (140, 80), (141, 200)])
  func theTuningAtTheNearestHorizonIsTakenTheShorterOfTwo(horizon: Int, nearest: Int) {
    let found = surroundings.tuning(of: "adam", on: "quadratic-uniform-3", horizon: horizon)
    #expect(found == Self.tuning(at: nearest))
  }

  @Test func othersTuningsAreNotTaken() {
    #expect(surroundings.tuning(of: "nag", on: "quadratic-uniform-3", horizon: 50) == nil)
    #expect(surroundings.tuning(of: "sgd", on: "quadratic-uniform-9", horizon: 50) == nil)
    #expect(Surroundings().tuning(of: "adam", on: "quadratic-uniform-3", horizon: 40) == nil)
  }
}
