import Foundation
import Testing

@testable import Kernels

private func logistic(_ x: Double) -> Double { 1 / (1 + exp2(x)) }

@Suite struct QuartetTests {
  /// What stands beside x shares its division, and must not matter much.
  private static let company: [@Sendable (Lanes) -> Quartet<Lanes>] = [
    { Quartet($0, $0, $0, $0) },
    { Quartet($0, Lanes(repeating: 40), Lanes(repeating: 40), Lanes(repeating: 40)) },
    { Quartet($0, -$0, Lanes(repeating: -40), Lanes.zero) },
  ]

  #if !DEBUG
    @Test func logisticAndTangentKeepTheirPromisesForAllFloats() {
      func check(
        _ value: @escaping (Lanes) -> Lanes, _ exact: @escaping (Double) -> Double, _ bound: Double
      ) {
        // Nearer to 0 than 2⁻³⁰ and farther than 64, bits no longer change.
        let error = EveryFloat.largestError(
          of: value, exact: exact, unit: .one, exponents: -30...5, signs: [1, -1])
        #expect(error < bound)
        for far in [Float(64), 1e9, .greatestFiniteMagnitude, .infinity] {
          for x in [far, -far] {
            #expect(abs(Double(value(Lanes(repeating: x))[3]) - exact(Double(x))) < bound)
          }
        }
        for near in [Float(0), 0x1p-31, 0x1p-80, .leastNonzeroMagnitude] {
          #expect(value(Lanes(repeating: near)) == value(.zero))
          #expect(value(Lanes(repeating: -near)) == value(.zero))
        }
        #expect(value(Lanes(repeating: .nan))[0].isNaN)
      }
      check(Lanes.logistic, logistic, 3.1e-7)
      check(Lanes.hyperbolicTangent, tanh, 6e-7)
    }
  #endif

  @Test(arguments: company.indices)
  func promisesHoldAtSomeFloats(_ index: Int) {
    for x in stride(from: Float(-40), through: 40, by: 0.0137) {
      let four = Self.company[index](Lanes(repeating: x))
      #expect(abs(Double(four.logistic.a[7]) - logistic(Double(x))) < 3.1e-7)
      #expect(abs(Double(four.hyperbolicTangent.a[7]) - tanh(Double(x))) < 6e-7)
    }
  }

  @Test func halvesGiveTheSameBits() {
    for x in stride(from: Float(-40), through: 40, by: 0.0937) {
      let whole = Quartet<Lanes>(
        Lanes(repeating: x), Lanes(repeating: -x), Lanes(repeating: x / 3), Lanes(repeating: 1))
      let half = Quartet<HalfLanes>(
        HalfLanes(repeating: x), HalfLanes(repeating: -x), HalfLanes(repeating: x / 3),
        HalfLanes(repeating: 1))
      #expect(whole.logistic.a.lowHalf == half.logistic.a)
      #expect(whole.hyperbolicTangent.b.lowHalf == half.hyperbolicTangent.b)
    }
  }
}
