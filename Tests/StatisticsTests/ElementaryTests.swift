import Statistics
import TestSupport
import Testing

/// Distance in units in the last place of the correctly rounded value.
private func unitsInTheLastPlace(_ found: Double, _ expected: Double) -> Double {
  (found - expected).magnitude / expected.ulp
}

@Test func logarithmIsWithinOneUnitInTheLastPlace() throws {
  for pair in try Oracle.load().log {
    #expect(unitsInTheLastPlace(Elementary.log(pair[0]), pair[1]) <= 1, "log(\(pair[0]))")
  }
}

@Test func exponentialIsWithinOneUnitInTheLastPlace() throws {
  for pair in try Oracle.load().exp {
    #expect(unitsInTheLastPlace(Elementary.exp(pair[0]), pair[1]) <= 1, "exp(\(pair[0]))")
  }
}

@Test func specialValuesOfTheLogarithm() {
  #expect(Elementary.log(1).bitPattern == (0.0).bitPattern)
  #expect(Elementary.log(0) == -.infinity)
  #expect(Elementary.log(-1).isNaN)
  #expect(Elementary.log(.nan).isNaN)
  #expect(Elementary.log(.infinity) == .infinity)
}

@Test func specialValuesOfTheExponential() {
  #expect(Elementary.exp(0) == 1)
  #expect(Elementary.exp(-0.0) == 1)
  #expect(Elementary.exp(.infinity) == .infinity)
  #expect(Elementary.exp(-.infinity) == 0)
  #expect(Elementary.exp(.nan).isNaN)
  #expect(Elementary.exp(709.79) == .infinity)
  #expect(Elementary.exp(-745.0) == Double.leastNonzeroMagnitude)
  #expect(Elementary.exp(-746.0) == 0)
}

@Test func logarithmAndExponentialKeepTheirBits() {
  var hash: UInt64 = 0
  for step in 1...2000 {
    let x = Double(step) * 0.0137
    hash = (hash &* 0x100_0000_01B3) ^ Elementary.log(x).bitPattern
    hash = (hash &* 0x100_0000_01B3) ^ Elementary.exp(x - 13).bitPattern
  }
  let golden = Golden<UInt64>(4_507_819_251_284_599_467, 1)
  #expect(golden.flaw(of: hash, by: Arithmetic.version) == nil)
}
