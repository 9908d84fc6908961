import CLanes

extension PackedLSTM {
  /// One inner step of one chunk.
  ///
  /// - Parameters:
  ///   - x: the input channels, `inputs` rows.
  ///   - state: h₀ h₁ c₀ c₁ before the step, `LSTMShape.stateRows` rows.
  ///   - next: the same after the step; must not overlap `state`.
  ///   - record: receives i f g o and tanh c of every unit, `recordLanes`, for the backward pass.
  ///   - update: the signed step, one row.
  func forward(
    x: UnsafePointer<Lanes>, state: UnsafePointer<Lanes>, next: UnsafeMutablePointer<Lanes>,
    record: UnsafeMutablePointer<Lanes>, update: UnsafeMutablePointer<Lanes>
  ) {
    let layerRows = LSTMShape.units * LSTMShape.vectors
    let recordHalf = LSTMShape.recordLanes / 2
    layer(
      weights: forward[0], below: x, belowRows: inputs, hidden: state,
      cell: state + 2 * layerRows, nextHidden: next, nextCell: next + 2 * layerRows,
      record: record)
    layer(
      weights: forward[1], below: UnsafePointer(next), belowRows: LSTMShape.units,
      hidden: state + layerRows, cell: state + 3 * layerRows, nextHidden: next + layerRows,
      nextCell: next + 3 * layerRows, record: record + recordHalf)
    var low = lanes_splat(readoutBias)
    var high = low
    let hidden = next + layerRows
    for unit in 0..<LSTMShape.units {
      let weight = lanes_splat(readout[unit])
      low = lanes_fma(hidden[2 * unit], weight, low)
      high = lanes_fma(hidden[2 * unit + 1], weight, high)
    }
    update[0] = low
    update[1] = high
  }

  /// One layer. Pre-activations first, two units at a time: 16 sums in registers, inputs in the order
  /// x then h. Then the gates, in a loop of their own: its long chains of dependent operations go
  /// eight in step.
  @inline(__always)
  private func layer(
    weights: [Float], below: UnsafePointer<Lanes>, belowRows: Int, hidden: UnsafePointer<Lanes>,
    cell: UnsafePointer<Lanes>, nextHidden: UnsafeMutablePointer<Lanes>,
    nextCell: UnsafeMutablePointer<Lanes>, record: UnsafeMutablePointer<Lanes>
  ) {
    let unitLanes = LSTMShape.recordRows * LSTMShape.vectors
    weights.withUnsafeBufferPointer { buffer in
      guard var weight = buffer.baseAddress else { return }
      for unit in stride(from: 0, to: LSTMShape.units, by: 2) {
        var sums = UnitPairSums(biases: weight)
        weight += 8
        for row in 0..<belowRows {
          sums.add(below + 2 * row, weights: weight)
          weight += 8
        }
        for row in 0..<LSTMShape.units {
          sums.add(hidden + 2 * row, weights: weight)
          weight += 8
        }
        sums.store(to: record + unit * unitLanes, and: record + (unit + 1) * unitLanes)
      }
    }
    for unit in 0..<LSTMShape.units {
      LSTMGates.activate(
        record + unit * unitLanes, cell: cell + 2 * unit, nextCell: nextCell + 2 * unit)
    }
    for unit in stride(from: 0, to: LSTMShape.units, by: 4) {
      let tanhCell = LSTMGates.tanhCell(nextCell + 2 * unit)
      let kept = record + unit * unitLanes
      let output = Octet(
        kept[6], kept[7], kept[16], kept[17], kept[26], kept[27], kept[36], kept[37])
      tanhCell.combine(output, { $0 * $1 }).store(to: nextHidden + 2 * unit)
      (kept[8], kept[9], kept[18], kept[19]) = (tanhCell.a, tanhCell.b, tanhCell.c, tanhCell.d)
      (kept[28], kept[29], kept[38], kept[39]) = (tanhCell.e, tanhCell.f, tanhCell.g, tanhCell.h)
    }
  }
}

/// Pre-activations of two units on a chunk: gate letter, then 2·(unit in the pair) + vector.
private struct UnitPairSums {
  var i0, f0, g0, o0, i1, f1, g1, o1, i2, f2, g2, o2, i3, f3, g3, o3: Lanes

  @inline(__always)
  init(biases: UnsafePointer<Float>) {
    i0 = lanes_splat(biases[0])
    f0 = lanes_splat(biases[1])
    g0 = lanes_splat(biases[2])
    o0 = lanes_splat(biases[3])
    i2 = lanes_splat(biases[4])
    f2 = lanes_splat(biases[5])
    g2 = lanes_splat(biases[6])
    o2 = lanes_splat(biases[7])
    (i1, f1, g1, o1) = (i0, f0, g0, o0)
    (i3, f3, g3, o3) = (i2, f2, g2, o2)
  }

  /// sums += weights · row.
  @inline(__always)
  mutating func add(_ row: UnsafePointer<Lanes>, weights: UnsafePointer<Float>) {
    let (low, high) = (row[0], row[1])
    var weight = lanes_splat(weights[0])
    i0 = lanes_fma(weight, low, i0)
    i1 = lanes_fma(weight, high, i1)
    weight = lanes_splat(weights[1])
    f0 = lanes_fma(weight, low, f0)
    f1 = lanes_fma(weight, high, f1)
    weight = lanes_splat(weights[2])
    g0 = lanes_fma(weight, low, g0)
    g1 = lanes_fma(weight, high, g1)
    weight = lanes_splat(weights[3])
    o0 = lanes_fma(weight, low, o0)
    o1 = lanes_fma(weight, high, o1)
    weight = lanes_splat(weights[4])
    i2 = lanes_fma(weight, low, i2)
    i3 = lanes_fma(weight, high, i3)
    weight = lanes_splat(weights[5])
    f2 = lanes_fma(weight, low, f2)
    f3 = lanes_fma(weight, high, f3)
    weight = lanes_splat(weights[6])
    g2 = lanes_fma(weight, low, g2)
    g3 = lanes_fma(weight, high, g3)
    weight = lanes_splat(weights[7])
    o2 = lanes_fma(weight, low, o2)
    o3 = lanes_fma(weight, high, o3)
  }

  /// Writes the rows i f g o of both units.
  @inline(__always)
  func store(to first: UnsafeMutablePointer<Lanes>, and second: UnsafeMutablePointer<Lanes>) {
    (first[0], first[1], first[2], first[3]) = (i0, i1, f0, f1)
    (first[4], first[5], first[6], first[7]) = (g0, g1, o0, o1)
    (second[0], second[1], second[2], second[3]) = (i2, i3, f2, f3)
    (second[4], second[5], second[6], second[7]) = (g2, g3, o2, o3)
  }
}
