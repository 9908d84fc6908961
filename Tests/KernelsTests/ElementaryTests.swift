import Foundation
import TestSupport
import Testing

@testable import Kernels

/// A function on lanes, its Double counterpart, and the largest error it promises.
struct ElementaryFunction: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let value: @Sendable (Lanes) -> Lanes
  let exact: @Sendable (Double) -> Double
  let domain: @Sendable (Float) -> Bool
  /// Units in the last place of the Float result.
  let largestError: Double
  let golden: Golden<UInt64>
  /// Of both signs where `domain` has them; nearer to 0, e⁰ and σ(0) are all there is.
  let exponents: ClosedRange<Int>
}

private let functions = [
  ElementaryFunction(
    testDescription: "exponential", value: Elementary.exponential, exact: exp,
    domain: { $0 > -87 && $0 < 88.7 }, largestError: 1, golden: Golden(0xFA9FE4BA8818E283, 1),
    exponents: -30...6),
  ElementaryFunction(
    testDescription: "logarithm", value: Elementary.logarithm, exact: log,
    domain: { $0 >= .leastNormalMagnitude }, largestError: 1, golden: Golden(0xB3852290ADE6C30A, 1),
    exponents: -126...127),
  ElementaryFunction(
    testDescription: "sigmoid", value: Elementary.sigmoid, exact: { 1 / (1 + exp(-$0)) },
    domain: { $0 > -87 }, largestError: 3, golden: Golden(0x98056E5AAF80326E, 1),
    exponents: -30...6),
  ElementaryFunction(
    testDescription: "hyperbolicTangent", value: Elementary.hyperbolicTangent, exact: tanh,
    domain: { $0.magnitude >= .leastNormalMagnitude }, largestError: 2,
    golden: Golden(0x631CE223DACAE797, 1), exponents: -126...6),
]

/// Every finite Float whose bit pattern is a multiple of `stride`, both signs.
private func sweep(by stride: UInt32) -> some Sequence<Float> {
  Swift.stride(from: UInt32(0), to: 0x7F80_0000, by: Int(stride)).lazy.flatMap { bits in
    [Float(bitPattern: bits), -Float(bitPattern: bits)]
  }
}

@Suite struct ElementaryTests {
  @Test(arguments: functions)
  func errorStaysWithinItsPromiseOverTheWholeRange(_ function: ElementaryFunction) {
    var (worst, at) = (0.0, Float.zero)
    for x in sweep(by: 9973) where function.domain(x) {
      let exact = function.exact(Double(x))
      let result = function.value(Lanes(repeating: x))[5]
      let unit = Double(max(Float(exact).magnitude, .leastNormalMagnitude).ulp)
      let error = abs(Double(result) - exact) / unit
      if !(error <= worst) { (worst, at) = (error, x) }
    }
    #expect(worst <= function.largestError, "worst at \(at)")
  }

  #if !DEBUG
    @Test(arguments: functions)
    func errorStaysWithinItsPromiseForAllFloats(_ function: ElementaryFunction) {
      let error = EveryFloat.largestError(
        of: function.value, exact: function.exact, unit: .lastPlace, exponents: function.exponents,
        signs: [1, -1], isInDomain: function.domain)
      #expect(error <= function.largestError)
    }
  #endif

  @Test(arguments: functions)
  func bitsAreGolden(_ function: ElementaryFunction) {
    let bits = fingerprint(sweep(by: 99_991).lazy.map { function.value(Lanes(repeating: $0))[11] })
    #expect(function.golden.flaw(of: bits, by: Arithmetic.version) == nil)
  }

  @Test func specialValuesAreKept() {
    func at(_ f: (Lanes) -> Lanes, _ x: Float) -> Float { f(Lanes(repeating: x))[0] }
    #expect(at(Elementary.exponential, 0) == 1)
    #expect(at(Elementary.exponential, .infinity) == .infinity)
    #expect(at(Elementary.exponential, -.infinity) == 0)
    #expect(at(Elementary.exponential, .nan).isNaN)
    #expect(at(Elementary.logarithm, 1) == 0)
    #expect(at(Elementary.logarithm, 0) == -.infinity)
    #expect(at(Elementary.logarithm, -1).isNaN)
    #expect(at(Elementary.logarithm, .infinity) == .infinity)
    #expect(at(Elementary.logarithm, .nan).isNaN)
    #expect(at(Elementary.sigmoid, 0) == 0.5)
    #expect(at(Elementary.sigmoid, .infinity) == 1)
    #expect(at(Elementary.sigmoid, -.infinity) == 0)
    #expect(at(Elementary.hyperbolicTangent, 0).bitPattern == Float.zero.bitPattern)
    #expect(at(Elementary.hyperbolicTangent, .infinity) == 1)
    #expect(at(Elementary.hyperbolicTangent, -.infinity) == -1)
    #expect(at(Elementary.hyperbolicTangent, .nan).isNaN)
  }
}
