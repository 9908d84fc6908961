import Sampling
import Statistics
import TestSupport
import Testing

private func losses(metaSeeds: Int, spread: Double, from stream: RandomStream) -> Samples {
  Samples(
    (0..<metaSeeds).map { _ in
      let own = stream.gaussian(standardDeviation: spread)
      return (0..<16).map { function in
        Elementary.exp(Double(function % 5) + own + stream.gaussian(standardDeviation: 0.1))
      }
    })
}

private func stream(_ index: Int) -> RandomStream {
  RandomStream(suiteSeed: 7, role: .metaTestFunction, index: index)
}

@Suite struct ReferenceStrengthTests {
  /// The standard error guessed from one side is, on average, the one of a test of both.
  @Test func theStandardErrorIsThatOfTheTestToCome() {
    let draws = stream(0)
    var (guessed, found) = (0.0, 0.0)
    for _ in 0..<400 {
      let reference = losses(metaSeeds: 5, spread: 0.2, from: draws)
      let candidate = losses(metaSeeds: 5, spread: 0.2, from: draws)
      let test = LogRatioTest(logarithms: candidate.logarithms, against: reference.logarithms)
      let guess = ReferenceStrength(reference).standardError
      guessed += guess * guess
      found += test.standardError * test.standardError
    }
    #expect((guessed / found - 1).magnitude < 0.1)
  }

  /// Each stated regression is applied to a draw of its own. 800 trials have a standard error of 1.4 %;
  /// a reference that happens to look quiet states less than it can find, hence the lower limit.
  @Test(.optimized, arguments: [0.05, 0.5])
  func theSmallestRegressionIsFoundAboutAsOftenAsStated(margin: Double) {
    let draws = stream(1)
    let found = (0..<800).count { _ in
      let reference = losses(metaSeeds: 5, spread: 0.2, from: draws)
      let candidate = losses(metaSeeds: 5, spread: 0.2, from: draws)
      let ratio = ReferenceStrength(reference).smallestRegression(margin: margin)
      let worse = Samples(candidate.rows.map { row in row.map { $0 * ratio } })
      let test = LogRatioTest(logarithms: worse.logarithms, against: reference.logarithms)
      return test.worsePValue() <= 0.05 && test.ratioInterval().high >= 1 + margin
    }
    #expect(560 <= found && found <= 720, "\(found)")
  }

  @Test func aSpreadThatIsUnknownFindsNothing() {
    for samples in [
      Samples([[1, 2, 3]]), Samples([[1], [2]]), Samples([[.infinity, 1], [1, .infinity]]),
    ] {
      let strength = ReferenceStrength(samples)
      #expect(strength.isWeak && strength.smallestRegression(margin: 0.05) == .infinity)
    }
  }

  @Test func fewerThanFourMetaSeedsAreWeak() {
    #expect(ReferenceStrength(losses(metaSeeds: 3, spread: 0.1, from: stream(2))).isWeak)
    #expect(!ReferenceStrength(losses(metaSeeds: 4, spread: 0.1, from: stream(2))).isWeak)
  }

  @Test func moreMetaSeedsFindSmallerRegressions() {
    let few = ReferenceStrength(losses(metaSeeds: 3, spread: 0.2, from: stream(3)))
    let many = ReferenceStrength(losses(metaSeeds: 30, spread: 0.2, from: stream(3)))
    #expect(1 < many.smallestRegression(margin: 0.05))
    #expect(many.smallestRegression(margin: 0.05) < few.smallestRegression(margin: 0.05))
    #expect(many.smallestRegression(margin: 1) > 1.5)
  }

  @Test func equalMetaSeedsFindAnything() {
    let strength = ReferenceStrength(Samples([[1, 2], [1, 2]]))
    #expect(strength.standardError == 0)
    #expect(strength.smallestRegression(margin: 0.1).text(digits: 4) == "1.100")
  }

  /// Rows that diverged somewhere are left out when they leave no two functions to all.
  @Test func divergencesAreLeftOutByFunctionOrByRow() {
    let nan = Double.infinity
    #expect(
      Samples([[1, nan, 3], [1, 2, 3]]).withoutDivergences(rowsAtLeast: 1)
        == .init(rows: [0, 1], functions: [0, 2]))
    #expect(
      Samples([[1, nan, nan], [1, 2, 3], [1, 2, 3]]).withoutDivergences(rowsAtLeast: 2)
        == .init(rows: [1, 2], functions: [0, 1, 2]))
    #expect(Samples([[1, nan, nan], [1, 2, 3]]).withoutDivergences(rowsAtLeast: 2) == nil)
  }
}
