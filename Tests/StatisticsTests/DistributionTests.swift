import Statistics
import Testing

/// The series loses digits where the tail is a difference from ½, at most 3 just below z = 3.
private let normalTolerance = 1e-12
/// ln Γ of arguments near 10⁵ is near 10⁶: a unit in its last place is 10⁻¹⁰ in the tail.
private let studentTolerance = 1e-9

@Test func normalTailMatchesMpmath() throws {
  for pair in try Oracle.load().normal {
    #expect(relativeError(Normal.upperTail(pair[0]), pair[1]) < normalTolerance, "z = \(pair[0])")
  }
}

@Test(arguments: [0.5, 0.2, 0.025, 1e-3, 1e-9, 0.9])
func normalQuantileInvertsTheTail(probability: Double) {
  let z = Normal.upperQuantile(probability)
  #expect(relativeError(Normal.upperTail(z), probability) < normalTolerance)
}

@Test func studentTailMatchesScipy() throws {
  for row in try Oracle.load().studentT {
    let found = StudentT.upperTail(row[0], degreesOfFreedom: row[1])
    #expect(relativeError(found, row[2]) < studentTolerance, "t = \(row[0]), ν = \(row[1])")
  }
}

@Test func studentQuantileMatchesScipy() throws {
  for row in try Oracle.load().studentTQuantile {
    let found = StudentT.upperQuantile(row[0], degreesOfFreedom: row[1])
    #expect(relativeError(found, row[2]) < studentTolerance, "p = \(row[0]), ν = \(row[1])")
  }
}

@Test func studentTailWithoutEndOfFreedomIsNormal() {
  #expect(StudentT.upperTail(1.5, degreesOfFreedom: .infinity) == Normal.upperTail(1.5))
  #expect(StudentT.upperTail(.infinity, degreesOfFreedom: 3) == 0)
  #expect(StudentT.upperTail(.nan, degreesOfFreedom: 3).isNaN)
}
