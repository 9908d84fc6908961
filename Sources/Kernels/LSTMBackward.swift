import CLanes

/// What one chunk's backward pass over a window reads and overwrites.
struct ChunkWindow {
  let steps: Int
  /// Input channels of each step: [steps][4] rows: the channels, then zero if there is one, one, zero.
  let x: UnsafePointer<Lanes>
  /// States before each step and after the last: [steps + 1][stateRows] rows.
  let states: UnsafePointer<Lanes>
  /// Gates and tanh c of each step; the gates become the gradients of their pre-activations.
  let records: UnsafeMutablePointer<Lanes>
  /// ∂metaLoss/∂update of each step: [steps] rows.
  let updateGradients: UnsafePointer<Lanes>
  /// h gradients of both layers then c gradients of both, `stateRows` rows, and `units` rows more.
  let carried: UnsafeMutablePointer<Lanes>
}

extension PackedLSTM {
  /// Runs one chunk's window backwards through both layers, from the last step to the first.
  ///
  /// On return every gate in `window.records` holds ∂metaLoss/∂(its pre-activation). The gradient
  /// does not leave the window: the carried gradients start at zero and are dropped at the end.
  func backward(_ window: ChunkWindow) {
    let rows = LSTMShape.units * LSTMShape.vectors
    let (hidden0, hidden1) = (window.carried, window.carried + rows)
    let (cell0, cell1) = (window.carried + 2 * rows, window.carried + 3 * rows)
    let fromAbove = window.carried + 4 * rows
    window.carried.update(repeating: .zero, count: LSTMShape.stateLanes)
    for step in stride(from: window.steps - 1, through: 0, by: -1) {
      let state = window.states + step * LSTMShape.stateStride
      let record = window.records + step * LSTMShape.recordStride
      let (record0, record1) = (record, record + LSTMShape.recordLanes / 2)
      let low = window.updateGradients[2 * step]
      let high = window.updateGradients[2 * step + 1]
      for unit in 0..<LSTMShape.units {
        let weight = lanes_splat(readout[unit])
        hidden1[2 * unit] = lanes_fma(weight, low, hidden1[2 * unit])
        hidden1[2 * unit + 1] = lanes_fma(weight, high, hidden1[2 * unit + 1])
      }
      Self.gateGradients(
        record1, previousCell: state + 3 * rows, hidden: UnsafePointer(hidden1), cell: cell1)
      backward[1].withUnsafeBufferPointer { weights in
        guard let weights = weights.baseAddress else { return }
        Self.spread(record1, weights: weights, tiles: 2, into: fromAbove)
        Self.spread(record1, weights: weights + 2 * 800, tiles: 2, into: hidden1)
      }
      for position in 0..<rows { hidden0[position] += fromAbove[position] }
      Self.gateGradients(
        record0, previousCell: state + 2 * rows, hidden: UnsafePointer(hidden0), cell: cell0)
      backward[0].withUnsafeBufferPointer { weights in
        guard let weights = weights.baseAddress else { return }
        Self.spread(record0, weights: weights, tiles: 2, into: hidden0)
      }
    }
  }

  /// Replaces the gates of one layer and step by the gradients of their pre-activations.
  @inline(__always)
  private static func gateGradients(
    _ record: UnsafeMutablePointer<Lanes>, previousCell: UnsafePointer<Lanes>,
    hidden: UnsafePointer<Lanes>, cell: UnsafeMutablePointer<Lanes>
  ) {
    for position in 0..<(LSTMShape.units * LSTMShape.vectors) {
      let kept = record + (position / 2 * LSTMShape.recordRows * 2 + position % 2)
      let gradients = LSTMGates.gradients(
        input: kept[0], forget: kept[2], candidate: kept[4], output: kept[6], tanhCell: kept[8],
        previousCell: previousCell[position], hiddenGradient: hidden[position],
        cellGradient: &cell[position])
      kept[0] = gradients.input
      kept[2] = gradients.forget
      kept[4] = gradients.candidate
      kept[6] = gradients.output
    }
  }

  /// rows = Wᵀ · gate gradients, overwriting ten rows a tile: 20 sums in registers over 80 gates.
  @inline(__always)
  private static func spread(
    _ record: UnsafeMutablePointer<Lanes>, weights: UnsafePointer<Float>, tiles: Int,
    into rows: UnsafeMutablePointer<Lanes>
  ) {
    var weight = weights
    for tile in 0..<tiles {
      var sums = TenRows()
      var kept = UnsafePointer(record)
      for _ in 0..<LSTMShape.units {
        for gate in 0..<4 {
          sums.add(kept[2 * gate], kept[2 * gate + 1], weights: weight)
          weight += 10
        }
        kept += LSTMShape.recordRows * 2
      }
      sums.store(to: rows + 20 * tile)
    }
  }
}

/// Ten rows being summed.
private struct TenRows {
  private var r0, r1, r2, r3, r4, r5, r6, r7, r8, r9: Row

  private struct Row {
    var low = Lanes.zero
    var high = Lanes.zero

    @inline(__always)
    mutating func add(_ weight: Float, _ low: Lanes, _ high: Lanes) {
      let weight = lanes_splat(weight)
      self.low = lanes_fma(weight, low, self.low)
      self.high = lanes_fma(weight, high, self.high)
    }

    @inline(__always)
    func store(to rows: UnsafeMutablePointer<Lanes>) {
      rows[0] = low
      rows[1] = high
    }
  }

  @inline(__always)
  init() {
    (r0, r1, r2, r3, r4) = (Row(), Row(), Row(), Row(), Row())
    (r5, r6, r7, r8, r9) = (Row(), Row(), Row(), Row(), Row())
  }

  /// rows += weights · (low, high).
  @inline(__always)
  mutating func add(_ low: Lanes, _ high: Lanes, weights: UnsafePointer<Float>) {
    r0.add(weights[0], low, high)
    r1.add(weights[1], low, high)
    r2.add(weights[2], low, high)
    r3.add(weights[3], low, high)
    r4.add(weights[4], low, high)
    r5.add(weights[5], low, high)
    r6.add(weights[6], low, high)
    r7.add(weights[7], low, high)
    r8.add(weights[8], low, high)
    r9.add(weights[9], low, high)
  }

  @inline(__always)
  func store(to rows: UnsafeMutablePointer<Lanes>) {
    r0.store(to: rows)
    r1.store(to: rows + 2)
    r2.store(to: rows + 4)
    r3.store(to: rows + 6)
    r4.store(to: rows + 8)
    r5.store(to: rows + 10)
    r6.store(to: rows + 12)
    r7.store(to: rows + 14)
    r8.store(to: rows + 16)
    r9.store(to: rows + 18)
  }
}
