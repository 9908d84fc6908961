import Kernels

/// Every Float of some binades beside a Double function: the largest error of a function on lanes.
///
/// Exact values are those of a cubic through four of the Double function in each block of 1,024
/// neighbouring Floats, which is some 2⁻¹³ wide: nearer than a thousandth of a Float's last place.
struct EveryFloat {
  enum Unit { case one, lastPlace }

  let value: (Lanes) -> Lanes
  let exact: (Double) -> Double
  let unit: Unit
  private var worst = 0.0
  /// NaN once an error was.
  private var sum = 0.0

  init(_ value: @escaping (Lanes) -> Lanes, exact: @escaping (Double) -> Double, unit: Unit) {
    self.value = value
    self.exact = exact
    self.unit = unit
  }

  private static let block = 1024
  private let values = LaneBuffer(count: block)

  /// The largest error, in units, for x in ±[2ᵉ, 2ᵉ⁺¹) of each exponent e, where `isInDomain` takes both
  /// ends of a block; NaN if a value is.
  static func largestError(
    of value: @escaping (Lanes) -> Lanes, exact: @escaping (Double) -> Double, unit: Unit,
    exponents: ClosedRange<Int>, signs: [Float], isInDomain: (Float) -> Bool = { _ in true }
  ) -> Double {
    var search = EveryFloat(value, exact: exact, unit: unit)
    for exponent in exponents {
      for sign in signs {
        let low = sign * Float(sign: .plus, exponent: exponent, significand: 1)
        let step = low * 0x1p-23
        for block in 0..<((1 << 23) / Self.block) {
          let first = low + step * Float(block * Self.block)
          let last = first + step * Float(Self.block - 1)
          if isInDomain(first) && isInDomain(last) { search.compare(first, step: step) }
        }
      }
    }
    return search.sum.isNaN ? .nan : search.worst
  }

  private mutating func compare(_ first: Float, step: Float) {
    let (start, width) = (Double(first), Double(step) * Double(Self.block))
    let y = (0..<4).map { exact(start + width * Double($0) / 3) }
    // Newton's form in s = 3t.
    let (d1, d2, d3) = (y[1] - y[0], y[2] - y[1], y[3] - y[2])
    let (e1, e2) = ((d2 - d1) / 2, (d3 - d2) / 2)
    let f = (e2 - e1) / 3
    let (floats, lanes) = (values.floats, values.lanes)
    for place in 0..<Self.block { floats[place] = first + Float(place) * step }
    for lane in 0..<(Self.block / Lanes.width) { lanes[lane] = value(lanes[lane]) }
    var (worst, sum) = (0.0, 0.0)
    let third = 3 / Double(Self.block)
    for place in 0..<Self.block {
      let s = Double(place) * third
      let exact = y[0] + s * (d1 + (s - 1) * (e1 + (s - 2) * f))
      var error = abs(Double(floats[place]) - exact)
      if unit == .lastPlace { error *= Self.lastPlaces(exact) }
      worst = error > worst ? error : worst
      sum += error
    }
    self.worst = max(self.worst, worst)
    self.sum += sum
  }

  /// How many spacings of the Floats at `value` are in 1: 2²³⁻ᵉ.
  private static func lastPlaces(_ value: Double) -> Double {
    let exponent = max(abs(value), 0x1p-126).bitPattern & 0x7FF0_0000_0000_0000
    return Double(bitPattern: 0x7FE0_0000_0000_0000 - exponent) * 0x1p23
  }
}
