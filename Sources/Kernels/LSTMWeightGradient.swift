import CLanes

/// The metaGradient of some chunks.
///
/// For every weight: Σ over chunks, then steps, then the two vectors of a row, of (gradient of the
/// gate) · (input), lane by lane, and the lanes of a window by `lanes_sum`. Sixteen weights, eight
/// input rows by two gates of one unit, are one `Lanes` of the result.
public final class LSTMGradientSum: @unchecked Sendable {
  /// Per layer: [tile of eight input rows][unit][gate pair] `Lanes`. Layer 0 has the rows x (two), one,
  /// zero, then its own h; layer 1 those of the h below, then its own h. With 20 inputs layer 0 has those
  /// in place of the first four.
  private let sums: [LaneBuffer]
  /// The gates of the layers that have no row of ones: [unit][gate].
  private let biases: [LaneBuffer?]
  /// 20 weights and the bias.
  private let readout: LaneBuffer
  private let inputLayer: InputLayerGradient?
  private static let edgeRows = 4
  private static let tileRows = 8

  public init(hasInputLayer: Bool = false) {
    let units = LSTMShape.units
    sums = [(hasInputLayer ? units : Self.edgeRows) + units, 2 * units].map { rows in
      LaneBuffer(laneCount: rows / Self.tileRows * units * 2)
    }
    biases = [hasInputLayer, true].map { $0 ? LaneBuffer(count: LSTMShape.gates) : nil }
    readout = LaneBuffer(count: units + 1)
    inputLayer = hasInputLayer ? InputLayerGradient() : nil
  }

  public func clear() {
    for layer in sums { layer.clear() }
    for bias in biases { bias?.clear() }
    readout.clear()
    inputLayer?.clear()
  }

  /// Adds one chunk whose `backward` has run.
  func add(_ window: ChunkWindow) {
    let state = LSTMShape.hiddenStride
    let hidden0 = UnsafePointer(window.hidden)
    let hidden1 = hidden0 + LSTMShape.units * LSTMShape.vectors
    let (records0, records1) = (window.gradients, window.gradients + LSTMShape.recordLanes / 2)
    let below =
      inputLayer == nil
      ? [Quad(first: window.x, step: window.xStride)]
      : Self.quads(window.x, step: window.xStride)
    add(records0, window.steps, below + Self.quads(hidden0, step: state), to: sums[0].lanes)
    add(
      records1, window.steps,
      Self.quads(hidden0 + state, step: state) + Self.quads(hidden1, step: state),
      to: sums[1].lanes)
    if let bias = biases[0] { add(records0, window.steps, to: bias) }
    if let bias = biases[1] { add(records1, window.steps, to: bias) }
    addReadout(window, hidden: hidden1 + state)
  }

  /// Adds the dense layer in front of such a chunk: `features` are its inputs, two rows a step, and
  /// `scratch` has room for 20 rows.
  func addInputLayer(
    _ window: ChunkWindow, of lstm: PackedLSTM, features: UnsafePointer<Lanes>,
    scratch: UnsafeMutablePointer<Lanes>
  ) {
    for step in 0..<window.steps {
      lstm.inputGradients(
        fromGates: window.gradients + step * LSTMShape.recordStride, to: scratch)
      inputLayer?.add(
        scratch, outputs: window.x + step * window.xStride,
        features: features + step * InputLayer.channels * LSTMShape.vectors)
    }
  }
}

extension LSTMGradientSum {
  /// Four neighbouring input rows that lie `step` lanes apart from one inner step to the next.
  private struct Quad {
    var first: UnsafePointer<Lanes>
    var step: Int
  }

  private static func quads(_ hidden: UnsafePointer<Lanes>, step: Int) -> [Quad] {
    (0..<LSTMShape.units / 4).map { Quad(first: hidden + 8 * $0, step: step) }
  }

  /// Input rows, eight at a time, by all gates of a layer: the rows stay in the first-level cache
  /// while the gates stream by. Where there are 32 registers 16 sums are in them, eight rows by two
  /// gates; where there are 16, eight: four rows by two gates on half of the lanes.
  private func add(
    _ records: UnsafeMutablePointer<Lanes>, _ steps: Int, _ quads: [Quad],
    to target: UnsafeMutablePointer<Lanes>
  ) {
    var target = target
    for tile in stride(from: 0, to: quads.count, by: 2) {
      let (low, high) = (quads[tile], quads[tile + 1])
      for pair in 0..<(2 * LSTMShape.units) {
        let gates =
          UnsafePointer(records) + (pair / 2 * LSTMShape.recordRows + pair % 2 * 2) * 2
        if lanes_fill_a_register() {
          target.pointee += Self.sum(gates, steps, low, high)
        } else {
          withUnsafeTemporaryAllocation(of: Lanes.self, capacity: 16) { sums in
            guard let sums = sums.baseAddress else { return }
            for half in 0..<2 {
              Self.sum(gates, steps, low, half: half).store(to: sums.halves + half)
              Self.sum(gates, steps, high, half: half).store(to: sums.halves + (16 + half))
            }
            target.pointee += lanes_sums(
              sums[0], sums[1], sums[2], sums[3], sums[4], sums[5], sums[6], sums[7], sums[8],
              sums[9], sums[10], sums[11], sums[12], sums[13], sums[14], sums[15])
          }
        }
        target += 1
      }
    }
  }

  /// Eight rows by two gates, all lanes.
  @inline(__always)
  private static func sum(
    _ gates: UnsafePointer<Lanes>, _ steps: Int, _ low: Quad, _ high: Quad
  ) -> Lanes {
    var sums = (FourByTwo<Lanes>(), FourByTwo<Lanes>())
    var (gates, lowRow, highRow) = (gates, low.first, high.first)
    for _ in 0..<steps {
      for vector in 0..<2 {
        sums.0.add(gates + vector, lowRow + vector)
        sums.1.add(gates + vector, highRow + vector)
      }
      gates += LSTMShape.recordStride
      lowRow += low.step
      highRow += high.step
    }
    let (a, b) = sums
    return lanes_sums(
      a.r0.first, a.r0.second, a.r1.first, a.r1.second, a.r2.first, a.r2.second, a.r3.first,
      a.r3.second, b.r0.first, b.r0.second, b.r1.first, b.r1.second, b.r2.first, b.r2.second,
      b.r3.first, b.r3.second)
  }

  /// Four rows by two gates, half of the lanes.
  @inline(__always)
  private static func sum(
    _ gates: UnsafePointer<Lanes>, _ steps: Int, _ rows: Quad, half: Int
  ) -> FourByTwo<HalfLanes> {
    var sums = FourByTwo<HalfLanes>()
    var (gates, row) = (gates.halves + half, rows.first.halves + half)
    for _ in 0..<steps {
      sums.add(gates, row)
      sums.add(gates + 2, row + 2)
      gates += 2 * LSTMShape.recordStride
      row += 2 * rows.step
    }
    return sums
  }

  private func add(
    _ records: UnsafeMutablePointer<Lanes>, _ steps: Int, to bias: LaneBuffer
  ) {
    for unit in 0..<LSTMShape.units {
      for gate in 0..<4 {
        var sum = Lanes.zero
        var gates = UnsafePointer(records) + (unit * LSTMShape.recordRows + gate) * 2
        for _ in 0..<steps {
          sum += gates[0]
          sum += gates[1]
          gates += LSTMShape.recordStride
        }
        bias.floats[4 * unit + gate] += lanes_sum(sum)
      }
    }
  }

  private func addReadout(_ window: ChunkWindow, hidden: UnsafePointer<Lanes>) {
    var bias = Lanes.zero
    for position in 0..<(2 * window.steps) { bias += window.updateGradients[position] }
    for unit in 0..<LSTMShape.units {
      var sum = Lanes.zero
      for step in 0..<window.steps {
        let row = hidden + step * LSTMShape.hiddenStride + 2 * unit
        sum = lanes_fma(window.updateGradients[2 * step], row[0], sum)
        sum = lanes_fma(window.updateGradients[2 * step + 1], row[1], sum)
      }
      readout.floats[unit] += lanes_sum(sum)
    }
    readout.floats[LSTMShape.units] += lanes_sum(bias)
  }
}

/// Four neighbouring input rows by two neighbouring gates of one unit, being summed.
private struct FourByTwo<Value: Register> {
  var r0 = Row()
  var r1 = Row()
  var r2 = Row()
  var r3 = Row()

  struct Row {
    var first = Value.splat(0)
    var second = Value.splat(0)

    @inline(__always)
    mutating func add(_ first: Value, _ second: Value, times value: Value) {
      self.first = .fma(first, value, self.first)
      self.second = .fma(second, value, self.second)
    }

    /// Two rows of `Lanes`, of which `Value` may be a half.
    @inline(__always)
    func store(to sums: UnsafeMutablePointer<Value>) {
      sums[0] = first
      sums[Lanes.width / Value.scalarCount] = second
    }
  }

  @inline(__always)
  mutating func add(_ gates: UnsafePointer<Value>, _ rows: UnsafePointer<Value>) {
    let vectors = LSTMGates<Value>.vectors
    let (first, second) = (gates[0], gates[vectors])
    r0.add(first, second, times: rows[0])
    r1.add(first, second, times: rows[vectors])
    r2.add(first, second, times: rows[2 * vectors])
    r3.add(first, second, times: rows[3 * vectors])
  }

  /// Sum 2·row + gate in a row of `Lanes` of its own.
  @inline(__always)
  func store(to sums: UnsafeMutablePointer<Value>) {
    let row = 2 * Lanes.width / Value.scalarCount
    r0.store(to: sums)
    r1.store(to: sums + row)
    r2.store(to: sums + 2 * row)
    r3.store(to: sums + 3 * row)
  }
}

extension LSTMGradientSum {
  /// Adds `scale` times the sums to `metaGradient`; the read-out is also multiplied by the output scale.
  func add(
    to metaGradient: inout [Float], offsets: LSTMOffsets, scale: Float, readoutScale: Float
  ) {
    precondition(metaGradient.count == offsets.count, "wrong number of metaParameters")
    let (units, inputs) = (LSTMShape.units, offsets.inputs)
    let firstHidden = inputLayer == nil ? Self.edgeRows : inputs
    func total(_ layer: Int, row: Int, unit: Int, gate: Int) -> Float {
      let (tile, inTile) = (row / Self.tileRows, row % Self.tileRows)
      let lanes = (tile * units + unit) * 2 + gate / 2
      return sums[layer].floats[lanes * 16 + 2 * inTile + gate % 2] * scale
    }
    for unit in 0..<units {
      for gate in 0..<4 {
        let gateRow = gate * units + unit
        for row in 0..<inputs {
          metaGradient[offsets.inputWeights0 + gateRow * inputs + row] += total(
            0, row: row, unit: unit, gate: gate)
        }
        metaGradient[offsets.bias0 + gateRow] +=
          biases[0].map { $0.floats[4 * unit + gate] * scale }
          ?? total(0, row: 2, unit: unit, gate: gate)
        for row in 0..<units {
          metaGradient[offsets.hiddenWeights0 + gateRow * units + row] += total(
            0, row: firstHidden + row, unit: unit, gate: gate)
          metaGradient[offsets.inputWeights1 + gateRow * units + row] += total(
            1, row: row, unit: unit, gate: gate)
          metaGradient[offsets.hiddenWeights1 + gateRow * units + row] += total(
            1, row: units + row, unit: unit, gate: gate)
        }
        metaGradient[offsets.bias1 + gateRow] +=
          (biases[1]?.floats[4 * unit + gate] ?? 0) * scale
      }
    }
    for unit in 0...units {
      metaGradient[offsets.readoutWeights + unit] += readout.floats[unit] * scale * readoutScale
    }
    inputLayer?.add(to: &metaGradient, offsets: offsets, scale: scale)
  }
}
