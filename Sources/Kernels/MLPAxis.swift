import CLanes

/// The running means of squared gradients along one axis of a matrix, or of every coordinate of another
/// tensor, for three decays; and what an MLP rule makes of them in a step.
///
/// Sums over the axis go lane by lane in its order, then `lanes_sum`.
final class MLPAxis {
  let count: Int
  let vectors: Int
  /// Lanes from one row of a buffer to the next. It leaves room for 16 floats from any place on.
  let stride: Int
  /// Sums of squared gradients of this step, one row.
  let sums: LaneBuffer
  /// Running means, 3 rows.
  let moments: LaneBuffer
  /// 1/√(moment + 10⁻⁸), 3 rows.
  private let roots: LaneBuffer
  /// This axis's part of fₖ, 3 rows.
  let factors: LaneBuffer
  /// What the axis's inputs add to the first layer, a row a unit.
  let parts: LaneBuffer
  /// 1 in the lanes of the last vector that are of the axis, else 0.
  private let lastLanes: Lanes

  init(count: Int, units: Int) {
    self.count = count
    vectors = (count + Lanes.width - 1) / Lanes.width
    stride = vectors + 1
    sums = LaneBuffer(laneCount: stride)
    (moments, roots, factors) = (
      LaneBuffer(laneCount: 3 * stride), LaneBuffer(laneCount: 3 * stride),
      LaneBuffer(laneCount: 3 * stride)
    )
    parts = LaneBuffer(laneCount: units * stride)
    lastLanes = Lanes.ones(first: count - Lanes.width * (vectors - 1))
  }

  /// Moves the running means by `sums` / `divisor` + 10⁻³⁰, and takes their reciprocal roots.
  func advance(_ means: [RunningMean], divisor: Float) {
    for (row, mean) in means.enumerated() {
      let (moments, roots) = (moments.lanes + row * stride, roots.lanes + row * stride)
      for vector in 0..<vectors {
        let square = sums.lanes[vector] / lanes_splat(divisor) + lanes_splat(1e-30)
        let next = mean.next(moments[vector], square)
        moments[vector] = next
        roots[vector] = (next + lanes_splat(1e-8)).reciprocalRoot
      }
    }
  }

  /// Writes 1/√max(moment + `shift`, `least`) to `factors`, three rows as those of this axis, the moment
  /// divided by the mean of the axis's moments + 10⁻⁹ where it `isRelative`.
  func writeFactors(
    to factors: LaneBuffer, isRelative: Bool = false, shift: Float = 0, least: Float = 1e-9
  ) {
    for row in 0..<3 {
      let (moments, factors) = (moments.lanes + row * stride, factors.lanes + row * stride)
      let divisor = isRelative ? sum(moments) { $0 } / Float(count) + 1e-9 : 1
      for vector in 0..<vectors {
        let value = moments[vector] / lanes_splat(divisor) + lanes_splat(shift)
        factors[vector] = lanes_at_least(value, lanes_splat(least)).reciprocalRoot
      }
      wrap(factors)
    }
  }

  /// Writes what the axis adds to the first layer, from `start` on for each unit: the moments times their
  /// weights in order, then the roots times theirs.
  ///
  /// `inputs` are the numbers of the first moment's input and of the first root's; where the axis stands
  /// for rows and columns there are two such pairs, whose weights are added.
  func writeParts(_ rule: PackedMLPRule, inputs: [(moments: Int, roots: Int)], from start: [Float])
  {
    let units = rule.shape.units
    let rows = (0..<6).map { ($0 < 3 ? moments : roots).lanes + ($0 % 3) * stride }
    let normalisers = rows.map { row in
      rule.shape.normaliser(meanSquare: sum(row) { $0 * $0 } / Float(count))
    }
    for unit in 0..<units {
      let weights = (0..<6).map { number in
        let weight = inputs.reduce(Float(0)) { sum, input in
          let place = number < 3 ? input.moments + number : input.roots + number - 3
          return sum + rule.first.floats[place * units + unit]
        }
        return weight * normalisers[number]
      }
      let part = parts.lanes + unit * stride
      for vector in 0..<vectors {
        var sum = lanes_splat(start[unit])
        for number in 0..<6 {
          sum = lanes_fma(rows[number][vector], lanes_splat(weights[number]), sum)
        }
        part[vector] = sum
      }
      wrap(part)
    }
  }

  /// The planes of a tensor whose coordinates the axis has.
  func planes(momentumFactors: LaneBuffer) -> StoredPlanes {
    StoredPlanes(
      gradientFactors: factors.lanes, momentumFactors: momentumFactors.lanes, biases: parts.lanes,
      stride: stride)
  }

  /// Repeats the first sixteen values of a row behind its last one.
  private func wrap(_ row: UnsafeMutablePointer<Lanes>) {
    UnsafeMutableRawPointer(row).storeBytes(
      of: row[0], toByteOffset: 4 * count, as: Lanes.self)
  }

  @inline(__always)
  private func sum(_ row: UnsafePointer<Lanes>, _ body: (Lanes) -> Lanes) -> Float {
    var sum = Lanes.zero
    for vector in 0..<vectors - 1 { sum += body(row[vector]) }
    return lanes_sum(sum + body(row[vectors - 1] * lastLanes))
  }
}

extension MLPRuleShape {
  /// What an input is multiplied by, from its mean square over the tensor.
  func normaliser(meanSquare: Float) -> Float { 1 / (meanSquare + meanEpsilon).squareRoot() }
}

extension SIMD16<Float> {
  /// 1/√x, each operation rounded.
  @inline(__always)
  var reciprocalRoot: Lanes { lanes_splat(1) / lanes_square_root(self) }

  /// 1 in the first `count` lanes, 0 in the others.
  static func ones(first count: Int) -> Lanes {
    var lanes = Lanes.zero
    for lane in 0..<Swift.min(count, width) { lanes[lane] = 1 }
    return lanes
  }
}
