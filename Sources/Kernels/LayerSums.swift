import CLanes

/// The units of a layer of an MLP rule on two neighbouring vectors of coordinates: as many sums as the
/// latency of a multiply-add needs. Sums start from the bias and go over the inputs in order.
protocol LayerSums {
  static var units: Int { get }
  /// One bias for each unit.
  init(biases: UnsafePointer<Float>)
  /// One bias for each unit and coordinate.
  init(biases: (_ unit: Int) -> (Lanes, Lanes))
  /// sums += weights · input, a weight a unit.
  mutating func add(_ x0: Lanes, _ x1: Lanes, weights: UnsafePointer<Float>)
  /// sums += weights · below, [unit below][unit].
  mutating func add(_ below: Self, weights: UnsafePointer<Float>)
  /// sums = max(0, sums).
  mutating func rectify()
  /// `bias` + weights · units on both vectors.
  func output(bias: Float, weights: UnsafePointer<Float>) -> (Lanes, Lanes)
}

struct FourUnits: LayerSums {
  private var a0, b0, c0, d0, a1, b1, c1, d1: Lanes

  static var units: Int { 4 }

  @inline(__always)
  init(biases: UnsafePointer<Float>) {
    (a0, b0) = (lanes_splat(biases[0]), lanes_splat(biases[1]))
    (c0, d0) = (lanes_splat(biases[2]), lanes_splat(biases[3]))
    (a1, b1, c1, d1) = (a0, b0, c0, d0)
  }

  @inline(__always)
  init(biases: (_ unit: Int) -> (Lanes, Lanes)) {
    (a0, a1) = biases(0)
    (b0, b1) = biases(1)
    (c0, c1) = biases(2)
    (d0, d1) = biases(3)
  }

  @inline(__always)
  mutating func add(_ x0: Lanes, _ x1: Lanes, weights: UnsafePointer<Float>) {
    var weight = lanes_splat(weights[0])
    a0 = lanes_fma(weight, x0, a0)
    a1 = lanes_fma(weight, x1, a1)
    weight = lanes_splat(weights[1])
    b0 = lanes_fma(weight, x0, b0)
    b1 = lanes_fma(weight, x1, b1)
    weight = lanes_splat(weights[2])
    c0 = lanes_fma(weight, x0, c0)
    c1 = lanes_fma(weight, x1, c1)
    weight = lanes_splat(weights[3])
    d0 = lanes_fma(weight, x0, d0)
    d1 = lanes_fma(weight, x1, d1)
  }

  @inline(__always)
  mutating func add(_ below: FourUnits, weights: UnsafePointer<Float>) {
    add(below, weights: weights, step: Self.units)
  }

  /// The weights of one unit below lie `step` floats from those of the last one.
  @inline(__always)
  mutating func add(_ below: FourUnits, weights: UnsafePointer<Float>, step: Int) {
    add(below.a0, below.a1, weights: weights)
    add(below.b0, below.b1, weights: weights + step)
    add(below.c0, below.c1, weights: weights + 2 * step)
    add(below.d0, below.d1, weights: weights + 3 * step)
  }

  @inline(__always)
  mutating func rectify() {
    func rectified(_ x: Lanes) -> Lanes { lanes_at_least(x, .zero) }
    (a0, b0, c0, d0) = (rectified(a0), rectified(b0), rectified(c0), rectified(d0))
    (a1, b1, c1, d1) = (rectified(a1), rectified(b1), rectified(c1), rectified(d1))
  }

  @inline(__always)
  func output(bias: Float, weights: UnsafePointer<Float>) -> (Lanes, Lanes) {
    output(from: (lanes_splat(bias), lanes_splat(bias)), weights: weights)
  }

  @inline(__always)
  func output(from start: (Lanes, Lanes), weights: UnsafePointer<Float>) -> (Lanes, Lanes) {
    var weight = lanes_splat(weights[0])
    var sums = (lanes_fma(weight, a0, start.0), lanes_fma(weight, a1, start.1))
    weight = lanes_splat(weights[1])
    sums = (lanes_fma(weight, b0, sums.0), lanes_fma(weight, b1, sums.1))
    weight = lanes_splat(weights[2])
    sums = (lanes_fma(weight, c0, sums.0), lanes_fma(weight, c1, sums.1))
    weight = lanes_splat(weights[3])
    return (lanes_fma(weight, d0, sums.0), lanes_fma(weight, d1, sums.1))
  }
}

struct EightUnits: LayerSums {
  private var low, high: FourUnits

  static var units: Int { 8 }

  @inline(__always)
  init(biases: UnsafePointer<Float>) {
    (low, high) = (FourUnits(biases: biases), FourUnits(biases: biases + 4))
  }

  @inline(__always)
  init(biases: (_ unit: Int) -> (Lanes, Lanes)) {
    low = FourUnits(biases: biases)
    high = FourUnits { biases(4 + $0) }
  }

  @inline(__always)
  mutating func add(_ x0: Lanes, _ x1: Lanes, weights: UnsafePointer<Float>) {
    low.add(x0, x1, weights: weights)
    high.add(x0, x1, weights: weights + 4)
  }

  @inline(__always)
  mutating func add(_ below: EightUnits, weights: UnsafePointer<Float>) {
    let fourBelow = 4 * Self.units
    low.add(below.low, weights: weights, step: Self.units)
    low.add(below.high, weights: weights + fourBelow, step: Self.units)
    high.add(below.low, weights: weights + 4, step: Self.units)
    high.add(below.high, weights: weights + fourBelow + 4, step: Self.units)
  }

  @inline(__always)
  mutating func rectify() {
    low.rectify()
    high.rectify()
  }

  @inline(__always)
  func output(bias: Float, weights: UnsafePointer<Float>) -> (Lanes, Lanes) {
    high.output(from: low.output(bias: bias, weights: weights), weights: weights + 4)
  }
}
