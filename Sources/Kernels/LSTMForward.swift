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
    if lanes_fill_a_register() {
      layers(x: x, state: state, next: next, record: record)
    } else {
      layers(x: x.halves, state: state.halves, next: next.halves, record: record.halves)
    }
    var low = lanes_splat(readoutBias)
    var high = low
    let hidden = next + LSTMShape.units * LSTMShape.vectors
    for unit in 0..<LSTMShape.units {
      let weight = lanes_splat(readout[unit])
      low = lanes_fma(hidden[2 * unit], weight, low)
      high = lanes_fma(hidden[2 * unit + 1], weight, high)
    }
    update[0] = low
    update[1] = high
  }

  @inline(__always)
  private func layers<Value: Register>(
    x: UnsafePointer<Value>, state: UnsafePointer<Value>, next: UnsafeMutablePointer<Value>,
    record: UnsafeMutablePointer<Value>
  ) {
    let layerValues = LSTMShape.units * LSTMGates<Value>.vectors
    layer(
      weights: forward[0], below: x, belowRows: inputs, hidden: state,
      cell: state + 2 * layerValues, nextHidden: next, nextCell: next + 2 * layerValues,
      record: record)
    layer(
      weights: forward[1], below: UnsafePointer(next), belowRows: LSTMShape.units,
      hidden: state + layerValues, cell: state + 3 * layerValues, nextHidden: next + layerValues,
      nextCell: next + 3 * layerValues, record: record + layerValues * LSTMShape.recordRows)
  }

  /// One layer. Pre-activations first, then the gates, in a loop of their own: its long chains of
  /// dependent operations go side by side (`InStep`).
  @inline(__always)
  private func layer<Value: Register>(
    weights: [Float], below: UnsafePointer<Value>, belowRows: Int, hidden: UnsafePointer<Value>,
    cell: UnsafePointer<Value>, nextHidden: UnsafeMutablePointer<Value>,
    nextCell: UnsafeMutablePointer<Value>, record: UnsafeMutablePointer<Value>
  ) {
    let vectors = LSTMGates<Value>.vectors
    let unitValues = LSTMShape.recordRows * vectors
    weights.withUnsafeBufferPointer { buffer in
      guard var weight = buffer.baseAddress else { return }
      for unit in stride(from: 0, to: LSTMShape.units, by: 2) {
        preactivations(
          weights: weight, below: below, belowRows: belowRows, hidden: hidden,
          to: record + unit * unitValues)
        weight += 8 * (1 + belowRows + LSTMShape.units)
      }
    }
    for unit in 0..<LSTMShape.units {
      LSTMGates.activate(
        record + unit * unitValues, cell: cell + vectors * unit, nextCell: nextCell + vectors * unit
      )
    }
    if vectors == 2 {
      for unit in stride(from: 0, to: LSTMShape.units, by: 4) {
        hiddenOfFourUnits(
          record + unit * unitValues, cell: nextCell + 2 * unit, to: nextHidden + 2 * unit)
      }
    } else {
      for unit in 0..<LSTMShape.units {
        hiddenOfUnit(
          record + unit * unitValues, cell: nextCell + 4 * unit, to: nextHidden + 4 * unit)
      }
    }
  }

  /// Pre-activations of two units, inputs in the order x then h: 16 sums at a time where there are 32
  /// registers, eight where there are 16.
  @inline(__always)
  private func preactivations<Value: Register>(
    weights: UnsafePointer<Float>, below: UnsafePointer<Value>, belowRows: Int,
    hidden: UnsafePointer<Value>, to rows: UnsafeMutablePointer<Value>
  ) {
    let vectors = LSTMGates<Value>.vectors
    let second = rows + LSTMShape.recordRows * vectors
    if vectors == 2 {
      var sums = (UnitSums<Value>(biases: weights), UnitSums<Value>(biases: weights + 4))
      var weight = weights + 8
      for row in 0..<belowRows {
        sums.0.add(below + 2 * row, weights: weight)
        sums.1.add(below + 2 * row, weights: weight + 4)
        weight += 8
      }
      for row in 0..<LSTMShape.units {
        sums.0.add(hidden + 2 * row, weights: weight)
        sums.1.add(hidden + 2 * row, weights: weight + 4)
        weight += 8
      }
      sums.0.store(to: rows)
      sums.1.store(to: second)
      return
    }
    for part in stride(from: 0, to: vectors, by: 2) {
      for unit in 0..<2 {
        var weight = weights + 4 * unit
        var sums = UnitSums<Value>(biases: weight)
        weight += 8
        for row in 0..<belowRows {
          sums.add(below + (vectors * row + part), weights: weight)
          weight += 8
        }
        for row in 0..<LSTMShape.units {
          sums.add(hidden + (vectors * row + part), weights: weight)
          weight += 8
        }
        sums.store(to: (unit == 0 ? rows : second) + part)
      }
    }
  }

  /// tanh c' and h' of four units of two vectors each.
  @inline(__always)
  private func hiddenOfFourUnits<Value: Register>(
    _ kept: UnsafeMutablePointer<Value>, cell: UnsafeMutablePointer<Value>,
    to hidden: UnsafeMutablePointer<Value>
  ) {
    let tanhCell = Octet(
      Quartet(cell[0], cell[1], cell[2], cell[3]), Quartet(cell[4], cell[5], cell[6], cell[7])
    ).hyperbolicTangent
    let (first, second) = (tanhCell.first, tanhCell.second)
    (kept[8], kept[9], kept[18], kept[19]) = (first.a, first.b, first.c, first.d)
    (kept[28], kept[29], kept[38], kept[39]) = (second.a, second.b, second.c, second.d)
    (hidden[0], hidden[1]) = (first.a * kept[6], first.b * kept[7])
    (hidden[2], hidden[3]) = (first.c * kept[16], first.d * kept[17])
    (hidden[4], hidden[5]) = (second.a * kept[26], second.b * kept[27])
    (hidden[6], hidden[7]) = (second.c * kept[36], second.d * kept[37])
  }

  /// tanh c' and h' of one unit of four vectors.
  @inline(__always)
  private func hiddenOfUnit<Value: Register>(
    _ kept: UnsafeMutablePointer<Value>, cell: UnsafeMutablePointer<Value>,
    to hidden: UnsafeMutablePointer<Value>
  ) {
    let tanhCell = Quartet(cell[0], cell[1], cell[2], cell[3]).hyperbolicTangent
    (kept[16], kept[17], kept[18], kept[19]) = (tanhCell.a, tanhCell.b, tanhCell.c, tanhCell.d)
    (hidden[0], hidden[1]) = (tanhCell.a * kept[12], tanhCell.b * kept[13])
    (hidden[2], hidden[3]) = (tanhCell.c * kept[14], tanhCell.d * kept[15])
  }
}

/// Pre-activations of one unit on two vectors of a chunk.
private struct UnitSums<Value: Register> {
  var i0, f0, g0, o0, i1, f1, g1, o1: Value

  @inline(__always)
  init(biases: UnsafePointer<Float>) {
    i0 = .splat(biases[0])
    f0 = .splat(biases[1])
    g0 = .splat(biases[2])
    o0 = .splat(biases[3])
    (i1, f1, g1, o1) = (i0, f0, g0, o0)
  }

  /// sums += weights · row.
  @inline(__always)
  mutating func add(_ row: UnsafePointer<Value>, weights: UnsafePointer<Float>) {
    let (low, high) = (row[0], row[1])
    var weight = Value.splat(weights[0])
    i0 = .fma(weight, low, i0)
    i1 = .fma(weight, high, i1)
    weight = .splat(weights[1])
    f0 = .fma(weight, low, f0)
    f1 = .fma(weight, high, f1)
    weight = .splat(weights[2])
    g0 = .fma(weight, low, g0)
    g1 = .fma(weight, high, g1)
    weight = .splat(weights[3])
    o0 = .fma(weight, low, o0)
    o1 = .fma(weight, high, o1)
  }

  /// Writes the rows i f g o.
  @inline(__always)
  func store(to rows: UnsafeMutablePointer<Value>) {
    let vectors = LSTMGates<Value>.vectors
    (rows[0], rows[1]) = (i0, i1)
    (rows[vectors], rows[vectors + 1]) = (f0, f1)
    (rows[2 * vectors], rows[2 * vectors + 1]) = (g0, g1)
    (rows[3 * vectors], rows[3 * vectors + 1]) = (o0, o1)
  }
}
