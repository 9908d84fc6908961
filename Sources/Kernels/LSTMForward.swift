import CLanes

/// Where a step's record goes: i f g o of every unit and the c of before, `LSTMShape.recordLanes`.
struct StepRecord {
  let rows: UnsafeMutablePointer<Lanes>
  /// Past the caches, as it will not be read soon.
  let streams: Bool
}

extension PackedLSTM {
  /// One inner step of one chunk.
  ///
  /// - Parameters:
  ///   - x: the input channels, `inputs` rows.
  ///   - state: h₀ h₁ c₀ c₁, `LSTMShape.stateRows` rows, which become those after the step.
  ///   - scratch: room for a layer's pre-activations, `LSTMShape.gateLanes`.
  ///   - record: receives what the backward pass needs, if there will be one.
  ///   - update: the signed step, one row.
  func forward(
    x: UnsafePointer<Lanes>, state: UnsafeMutablePointer<Lanes>,
    scratch: UnsafeMutablePointer<Lanes>, record: StepRecord?,
    update: UnsafeMutablePointer<Lanes>
  ) {
    let ahead = UnsafePointer(state) + LSTMShape.stateLanes
    if lanes_fill_a_register() {
      layers(
        x: x, state: state, scratch: scratch, record: record?.rows,
        streams: record?.streams ?? false, ahead: ahead)
    } else {
      layers(
        x: x.halves, state: state.halves, scratch: scratch.halves,
        record: record?.rows.halves, streams: record?.streams ?? false, ahead: ahead)
    }
    var low = lanes_splat(readoutBias)
    var high = low
    let hidden = state + LSTMShape.units * LSTMShape.vectors
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
    x: UnsafePointer<Value>, state: UnsafeMutablePointer<Value>,
    scratch: UnsafeMutablePointer<Value>, record: UnsafeMutablePointer<Value>?, streams: Bool,
    ahead: UnsafePointer<Lanes>
  ) {
    let rows = LSTMShape.units * LSTMGates<Value>.vectors
    layer(
      weights: forward[0], below: x, belowRows: inputs, hidden: state, cell: state + 2 * rows,
      scratch: scratch, record: record, streams: streams, ahead: ahead)
    layer(
      weights: forward[1], below: UnsafePointer(state), belowRows: LSTMShape.units,
      hidden: state + rows, cell: state + 3 * rows, scratch: scratch,
      record: record.map { $0 + LSTMShape.recordRows * rows }, streams: streams,
      ahead: ahead + LSTMShape.stateLanes / 2)
  }

  /// One layer: the pre-activations of all units from the h of before, then the gates, which overwrite
  /// c, then h, in loops of their own: chains of dependent operations that the processor can overlap.
  /// Half of the next chunk's state, at `ahead`, is fetched meanwhile.
  @inline(__always)
  private func layer<Value: Register>(
    weights: [Float], below: UnsafePointer<Value>, belowRows: Int,
    hidden: UnsafeMutablePointer<Value>, cell: UnsafeMutablePointer<Value>,
    scratch: UnsafeMutablePointer<Value>, record: UnsafeMutablePointer<Value>?, streams: Bool,
    ahead: UnsafePointer<Lanes>
  ) {
    let vectors = LSTMGates<Value>.vectors
    weights.withUnsafeBufferPointer { buffer in
      guard var weight = buffer.baseAddress else { return }
      for unit in stride(from: 0, to: LSTMShape.units, by: 2) {
        for line in 0..<8 { lanes_prefetch(ahead + (4 * unit + line)) }
        preactivations(
          weights: weight, below: below, belowRows: belowRows, hidden: hidden,
          to: scratch + unit * 4 * vectors)
        weight += 8 * (1 + belowRows + LSTMShape.units)
      }
    }
    let rows = LSTMShape.units * vectors
    for position in 0..<rows {
      let offset = LSTMGates<Value>.offset(of: position, rows: 4)
      let activated = LSTMGates.activate(scratch + offset)
      let old = cell[position]
      cell[position] = LSTMGates.cell(activated, cell: old)
      scratch[offset + 3 * vectors] = activated.d
      guard let record else { continue }
      let kept = record + LSTMGates<Value>.offset(of: position, rows: LSTMShape.recordRows)
      if streams {
        LSTMGates.stream(activated, cell: old, to: kept)
      } else {
        LSTMGates.write(activated, to: kept)
        kept[4 * vectors] = old
      }
    }
    for unit in stride(from: 0, to: LSTMShape.units, by: 4) {
      for position in (unit * vectors)..<((unit + 1) * vectors) {
        let tanhCells = Quartet(cell + position, by: vectors).hyperbolicTangent
        let outputs = scratch + (LSTMGates<Value>.offset(of: position, rows: 4) + 3 * vectors)
        tanhCells.combine(Quartet(outputs, by: 4 * vectors)) { $0 * $1 }
          .store(to: hidden + position, by: vectors)
      }
    }
  }

  /// Pre-activations of two units, inputs in the order x then h: 16 sums at a time where there are 32
  /// registers, eight where there are 16.
  @inline(__always)
  private func preactivations<Value: Register>(
    weights: UnsafePointer<Float>, below: UnsafePointer<Value>, belowRows: Int,
    hidden: UnsafeMutablePointer<Value>, to rows: UnsafeMutablePointer<Value>
  ) {
    let vectors = LSTMGates<Value>.vectors
    let second = rows + 4 * vectors
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
