import CLanes

/// What one chunk's backward pass over a window reads and overwrites.
struct ChunkWindow {
  let steps: Int
  /// Input channels of each step, `xStride` from each other: 20 rows, or four, which are the channels,
  /// then zero if there is one, one, zero.
  let x: UnsafePointer<Lanes>
  let xStride: Int
  /// h of both layers before each step and after the last, `hiddenStride` from each other: [steps + 1].
  /// That before the first is given, the others are written.
  let hidden: UnsafeMutablePointer<Lanes>
  /// The record of the first step, and how far from it that of the next lies.
  let records: UnsafePointer<Lanes>
  let recordStep: Int
  /// Receives the gradients of the pre-activations, laid out as records `recordStride` from each other;
  /// may be those.
  let gradients: UnsafeMutablePointer<Lanes>
  /// ∂metaLoss/∂update of each step: [steps] rows.
  let updateGradients: UnsafePointer<Lanes>
  /// h gradients of both layers then c gradients of both, `stateRows` rows.
  let carried: UnsafeMutablePointer<Lanes>
}

extension PackedLSTM {
  /// Runs one chunk's window backwards through both layers, from the last step to the first.
  ///
  /// On return `window.gradients` holds ∂metaLoss/∂(every pre-activation). The gradient does not leave
  /// the window: the carried gradients start at zero and are dropped at the end.
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
      let record = window.records + step * window.recordStep
      let hidden = window.hidden + (step + 1) * LSTMShape.hiddenStride
      let gradients = window.gradients + step * LSTMShape.recordStride
      let ahead = record - window.recordStep
      if lanes_fill_a_register() {
        layersBackward(
          record: record, hidden: hidden, gradients: gradients, carried: window.carried,
          ahead: ahead, isFirst: step == 0)
      } else {
        layersBackward(
          record: record.halves, hidden: hidden.halves, gradients: gradients.halves,
          carried: window.carried.halves, ahead: ahead, isFirst: step == 0)
      }
    }
  }

  /// One step of both layers; the read-out's part is already in the h gradients of layer 1.
  @inline(__always)
  private func layersBackward<Value: Register>(
    record: UnsafePointer<Value>, hidden: UnsafeMutablePointer<Value>,
    gradients: UnsafeMutablePointer<Value>, carried: UnsafeMutablePointer<Value>,
    ahead: UnsafePointer<Lanes>, isFirst: Bool
  ) {
    let rows = LSTMShape.units * LSTMGates<Value>.vectors
    let (hidden0, hidden1, cell0, cell1) = (
      carried, carried + rows, carried + 2 * rows, carried + 3 * rows
    )
    let recordRows = rows * LSTMShape.recordRows
    LayerGradients(
      record: record + recordRows, hiddenGradient: hidden1, cellGradient: cell1,
      hidden: hidden + rows, gradients: gradients + recordRows
    ).run()
    backward[1].withUnsafeBufferPointer { weights in
      guard let weights = weights.baseAddress else { return }
      Self.spread(
        gradients + recordRows, weights: weights, into: hidden0, adding: true, ahead: ahead)
      if isFirst { return }
      Self.spread(
        gradients + recordRows, weights: weights + 2 * Self.tileWeights, into: hidden1,
        adding: false,
        ahead: ahead + 2 * LSTMShape.gates)
    }
    LayerGradients(
      record: record, hiddenGradient: hidden0, cellGradient: cell0, hidden: hidden,
      gradients: gradients
    ).run()
    if isFirst { return }
    backward[0].withUnsafeBufferPointer { weights in
      guard let weights = weights.baseAddress else { return }
      Self.spread(
        gradients, weights: weights, into: hidden0, adding: false,
        ahead: ahead + 4 * LSTMShape.gates)
    }
  }

  /// 20 rows: the gradients of layer 0's inputs, overwritten, from those of its pre-activations.
  func inputGradients(
    fromGates gates: UnsafeMutablePointer<Lanes>, to rows: UnsafeMutablePointer<Lanes>
  ) {
    let ahead = UnsafePointer(gates) + LSTMShape.recordStride
    backwardToInputs.withUnsafeBufferPointer { weights in
      guard let weights = weights.baseAddress else { return }
      if lanes_fill_a_register() {
        Self.spread(gates, weights: weights, into: rows, adding: false, ahead: ahead)
      } else {
        Self.spread(
          gates.halves, weights: weights, into: rows.halves, adding: false, ahead: ahead)
      }
    }
  }

  /// Weights of a tile: ten rows by all gates.
  private static var tileWeights: Int { 10 * LSTMShape.gates }

  /// 20 rows = Wᵀ · gate gradients, overwritten or added to. Over all gates, 20 sums are in registers where there
  /// are 32 of them (ten rows of two vectors), ten where there are 16 (five rows of two vectors).
  @inline(__always)
  private static func spread<Value: Register>(
    _ record: UnsafeMutablePointer<Value>, weights: UnsafePointer<Float>,
    into rows: UnsafeMutablePointer<Value>, adding: Bool,
    ahead: UnsafePointer<Lanes>
  ) {
    let vectors = LSTMGates<Value>.vectors
    for tile in 0..<2 {
      let (weights, rows) = (weights + tile * tileWeights, rows + 10 * vectors * tile)
      let ahead = ahead + tile * LSTMShape.gates
      if vectors == 2 {
        var sums = (FiveRows<Value>(), FiveRows<Value>())
        forEachGate(of: record, weights: weights, ahead: ahead) { gate, weight in
          sums.0.add(gate, weights: weight)
          sums.1.add(gate, weights: weight + 5)
        }
        sums.0.store(to: rows, adding: adding)
        sums.1.store(to: rows + 5 * vectors, adding: adding)
      } else {
        for part in stride(from: 0, to: vectors, by: 2) {
          for half in 0..<2 {
            var sums = FiveRows<Value>()
            forEachGate(of: record + part, weights: weights + 5 * half, ahead: ahead) {
              gate, weight in
              sums.add(gate, weights: weight)
            }
            sums.store(to: rows + (5 * vectors * half + part), adding: adding)
          }
        }
      }
    }
  }

  /// Unit by unit i f g o, with the tile's weights of that gate.
  @inline(__always)
  private static func forEachGate<Value: Register>(
    of record: UnsafeMutablePointer<Value>, weights: UnsafePointer<Float>,
    ahead: UnsafePointer<Lanes>,
    _ body: (_ gate: UnsafePointer<Value>, _ weights: UnsafePointer<Float>) -> Void
  ) {
    let vectors = LSTMGates<Value>.vectors
    var (gate, weight) = (UnsafePointer(record), weights)
    for unit in 0..<LSTMShape.units {
      for number in 0..<4 {
        lanes_prefetch(ahead + (4 * unit + number))
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
    func store(to row: UnsafeMutablePointer<Value>, adding: Bool) {
      row[0] = adding ? row[0] + low.unlessFaded : low.unlessFaded
      row[1] = adding ? row[1] + high.unlessFaded : high.unlessFaded
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
  func store(to rows: UnsafeMutablePointer<Value>, adding: Bool) {
    let vectors = LSTMGates<Value>.vectors
    r0.store(to: rows, adding: adding)
    r1.store(to: rows + vectors, adding: adding)
    r2.store(to: rows + 2 * vectors, adding: adding)
    r3.store(to: rows + 3 * vectors, adding: adding)
    r4.store(to: rows + 4 * vectors, adding: adding)
  }
}
