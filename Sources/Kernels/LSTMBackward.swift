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
    window.carried.update(repeating: .zero, count: LSTMShape.stateLanes)
    for step in stride(from: window.steps - 1, through: 0, by: -1) {
      let hidden1 = window.carried + LSTMShape.units * LSTMShape.vectors
      let low = window.updateGradients[2 * step]
      let high = window.updateGradients[2 * step + 1]
      for unit in 0..<LSTMShape.units {
        let weight = lanes_splat(readout[unit])
        hidden1[2 * unit] = lanes_fma(weight, low, hidden1[2 * unit])
        hidden1[2 * unit + 1] = lanes_fma(weight, high, hidden1[2 * unit + 1])
      }
      let state = window.states + step * LSTMShape.stateStride
      let record = window.records + step * LSTMShape.recordStride
      if lanes_fill_a_register() {
        layersBackward(state: state, record: record, carried: window.carried)
      } else {
        layersBackward(state: state.halves, record: record.halves, carried: window.carried.halves)
      }
    }
  }

  /// One step of both layers; the read-out's part is already in the h gradients of layer 1.
  @inline(__always)
  private func layersBackward<Value: Register>(
    state: UnsafePointer<Value>, record: UnsafeMutablePointer<Value>,
    carried: UnsafeMutablePointer<Value>
  ) {
    let rows = LSTMShape.units * LSTMGates<Value>.vectors
    let (hidden0, hidden1, cell0, cell1) = (
      carried, carried + rows, carried + 2 * rows, carried + 3 * rows
    )
    let fromAbove = carried + 4 * rows
    let record1 = record + rows * LSTMShape.recordRows
    LSTMGates.gradients(
      record1, previousCell: state + 3 * rows, hidden: UnsafePointer(hidden1), cell: cell1)
    backward[1].withUnsafeBufferPointer { weights in
      guard let weights = weights.baseAddress else { return }
      Self.spread(record1, weights: weights, into: fromAbove)
      Self.spread(record1, weights: weights + 2 * Self.tileWeights, into: hidden1)
    }
    for position in 0..<rows { hidden0[position] += fromAbove[position] }
    LSTMGates.gradients(
      record, previousCell: state + 2 * rows, hidden: UnsafePointer(hidden0), cell: cell0)
    backward[0].withUnsafeBufferPointer { weights in
      guard let weights = weights.baseAddress else { return }
      Self.spread(record, weights: weights, into: hidden0)
    }
  }

  /// Weights of a tile: ten rows by all gates.
  private static var tileWeights: Int { 10 * LSTMShape.gates }

  /// 20 rows = Wᵀ · gate gradients, overwritten. Over all gates, 20 sums are in registers where there
  /// are 32 of them (ten rows of two vectors), ten where there are 16 (five rows of two vectors).
  @inline(__always)
  private static func spread<Value: Register>(
    _ record: UnsafeMutablePointer<Value>, weights: UnsafePointer<Float>,
    into rows: UnsafeMutablePointer<Value>
  ) {
    let vectors = LSTMGates<Value>.vectors
    for tile in 0..<2 {
      let (weights, rows) = (weights + tile * tileWeights, rows + 10 * vectors * tile)
      if vectors == 2 {
        var sums = (FiveRows<Value>(), FiveRows<Value>())
        forEachGate(of: record, weights: weights) { gate, weight in
          sums.0.add(gate, weights: weight)
          sums.1.add(gate, weights: weight + 5)
        }
        sums.0.store(to: rows)
        sums.1.store(to: rows + 5 * vectors)
      } else {
        for part in stride(from: 0, to: vectors, by: 2) {
          for half in 0..<2 {
            var sums = FiveRows<Value>()
            forEachGate(of: record + part, weights: weights + 5 * half) { gate, weight in
              sums.add(gate, weights: weight)
            }
            sums.store(to: rows + (5 * vectors * half + part))
          }
        }
      }
    }
  }

  /// Unit by unit i f g o, with the tile's weights of that gate.
  @inline(__always)
  private static func forEachGate<Value: Register>(
    of record: UnsafeMutablePointer<Value>, weights: UnsafePointer<Float>,
    _ body: (_ gate: UnsafePointer<Value>, _ weights: UnsafePointer<Float>) -> Void
  ) {
    let vectors = LSTMGates<Value>.vectors
    var (gate, weight) = (UnsafePointer(record), weights)
    for _ in 0..<LSTMShape.units {
      for _ in 0..<4 {
        body(gate, weight)
        gate += vectors
        weight += 10
      }
      gate += vectors
    }
  }
}

/// Five rows of two vectors being summed.
private struct FiveRows<Value: Register> {
  private var r0 = Row()
  private var r1 = Row()
  private var r2 = Row()
  private var r3 = Row()
  private var r4 = Row()

  private struct Row {
    var low = Value.splat(0)
    var high = Value.splat(0)

    @inline(__always)
    mutating func add(_ weight: Float, _ low: Value, _ high: Value) {
      let weight = Value.splat(weight)
      self.low = .fma(weight, low, self.low)
      self.high = .fma(weight, high, self.high)
    }

    @inline(__always)
    func store(to row: UnsafeMutablePointer<Value>) {
      row[0] = low
      row[1] = high
    }
  }

  @inline(__always)
  init() {}

  /// rows += weights · gate.
  @inline(__always)
  mutating func add(_ gate: UnsafePointer<Value>, weights: UnsafePointer<Float>) {
    let (low, high) = (gate[0], gate[1])
    r0.add(weights[0], low, high)
    r1.add(weights[1], low, high)
    r2.add(weights[2], low, high)
    r3.add(weights[3], low, high)
    r4.add(weights[4], low, high)
  }

  @inline(__always)
  func store(to rows: UnsafeMutablePointer<Value>) {
    let vectors = LSTMGates<Value>.vectors
    r0.store(to: rows)
    r1.store(to: rows + vectors)
    r2.store(to: rows + 2 * vectors)
    r3.store(to: rows + 3 * vectors)
    r4.store(to: rows + 4 * vectors)
  }
}
