import CLanes

/// The metaGradient of some chunks.
///
/// For every weight: Σ over chunks, then steps, then the two vectors of a row, of (gradient of the
/// gate) · (input), lane by lane, and the lanes of a window by `lanes_sum`. Sixteen weights, eight
/// input rows by two gates of one unit, are one `Lanes` of the result.
public final class LSTMGradientSum: @unchecked Sendable {
  /// Per layer: [tile of eight input rows][unit][gate pair] `Lanes`. Layer 0 has the rows x (two), one,
  /// zero, then its own h; layer 1 those of the h below, then its own h.
  private let sums: [LaneBuffer]
  /// The gates of layer 1 alone: [unit][gate].
  private let bias: LaneBuffer
  /// 20 weights and the bias.
  private let readout: LaneBuffer
  private static let edgeRows = 4
  private static let tileRows = 8

  public init() {
    let units = LSTMShape.units
    sums = [Self.edgeRows + units, 2 * units].map { rows in
      LaneBuffer(laneCount: rows / Self.tileRows * units * 2)
    }
    bias = LaneBuffer(count: LSTMShape.gates)
    readout = LaneBuffer(count: units + 1)
  }

  public func clear() {
    for layer in sums { layer.clear() }
    bias.clear()
    readout.clear()
  }

  /// Adds one chunk whose `backward` has run.
  func add(_ window: ChunkWindow) {
    let state = LSTMShape.stateStride
    let hidden0 = window.states
    let hidden1 = window.states + LSTMShape.units * LSTMShape.vectors
    let (records0, records1) = (window.records, window.records + LSTMShape.recordLanes / 2)
    let edge = [Quad(first: window.x, step: Self.edgeRows * LSTMShape.vectors)]
    add(records0, window.steps, edge + Self.quads(hidden0, step: state), to: sums[0].lanes)
    add(
      records1, window.steps,
      Self.quads(hidden0 + state, step: state) + Self.quads(hidden1, step: state),
      to: sums[1].lanes)
    addBias(records1, window.steps)
    addReadout(window, hidden: hidden1 + state)
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
  /// while the gates stream by, 16 sums in registers.
  private func add(
    _ records: UnsafeMutablePointer<Lanes>, _ steps: Int, _ quads: [Quad],
    to target: UnsafeMutablePointer<Lanes>
  ) {
    var target = target
    for tile in stride(from: 0, to: quads.count, by: 2) {
      let (low, high) = (quads[tile], quads[tile + 1])
      for pair in 0..<(2 * LSTMShape.units) {
        var sums = EightByTwo()
        var gates =
          UnsafePointer(records) + (pair / 2 * LSTMShape.recordRows + pair % 2 * 2) * 2
        var (lowRow, highRow) = (low.first, high.first)
        for _ in 0..<steps {
          sums.add(gates, lowRow, highRow)
          sums.add(gates + 1, lowRow + 1, highRow + 1)
          gates += LSTMShape.recordStride
          lowRow += low.step
          highRow += high.step
        }
        target.pointee += sums.total
        target += 1
      }
    }
  }

  private func addBias(_ records: UnsafeMutablePointer<Lanes>, _ steps: Int) {
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
        let row = hidden + step * LSTMShape.stateStride + 2 * unit
        sum = lanes_fma(window.updateGradients[2 * step], row[0], sum)
        sum = lanes_fma(window.updateGradients[2 * step + 1], row[1], sum)
      }
      readout.floats[unit] += lanes_sum(sum)
    }
    readout.floats[LSTMShape.units] += lanes_sum(bias)
  }
}

/// Eight input rows by two neighbouring gates of one unit.
private struct EightByTwo {
  private var r0 = Row()
  private var r1 = Row()
  private var r2 = Row()
  private var r3 = Row()
  private var r4 = Row()
  private var r5 = Row()
  private var r6 = Row()
  private var r7 = Row()

  private struct Row {
    var first = Lanes.zero
    var second = Lanes.zero

    @inline(__always)
    mutating func add(_ first: Lanes, _ second: Lanes, times value: Lanes) {
      self.first = lanes_fma(first, value, self.first)
      self.second = lanes_fma(second, value, self.second)
    }
  }

  @inline(__always)
  mutating func add(
    _ gates: UnsafePointer<Lanes>, _ low: UnsafePointer<Lanes>, _ high: UnsafePointer<Lanes>
  ) {
    let (first, second) = (gates[0], gates[2])
    r0.add(first, second, times: low[0])
    r1.add(first, second, times: low[2])
    r2.add(first, second, times: low[4])
    r3.add(first, second, times: low[6])
    r4.add(first, second, times: high[0])
    r5.add(first, second, times: high[2])
    r6.add(first, second, times: high[4])
    r7.add(first, second, times: high[6])
  }

  /// Lane 2·row + gate is the sum over the lanes of that product.
  @inline(__always)
  var total: Lanes {
    lanes_sums(
      r0.first, r0.second, r1.first, r1.second, r2.first, r2.second, r3.first, r3.second,
      r4.first, r4.second, r5.first, r5.second, r6.first, r6.second, r7.first, r7.second)
  }
}

extension LSTMGradientSum {
  /// Adds `scale` times the sums to `metaGradient` (layout `LSTMOffsets`); the read-out is also
  /// multiplied by the output scale.
  public func add(
    to metaGradient: inout [Float], inputs: Int, scale: Float, outputScale: Float
  ) {
    let offsets = LSTMOffsets(inputs: inputs)
    precondition(metaGradient.count == offsets.count, "wrong number of metaParameters")
    let units = LSTMShape.units
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
        metaGradient[offsets.bias0 + gateRow] += total(0, row: 2, unit: unit, gate: gate)
        for row in 0..<units {
          metaGradient[offsets.hiddenWeights0 + gateRow * units + row] += total(
            0, row: Self.edgeRows + row, unit: unit, gate: gate)
          metaGradient[offsets.inputWeights1 + gateRow * units + row] += total(
            1, row: row, unit: unit, gate: gate)
          metaGradient[offsets.hiddenWeights1 + gateRow * units + row] += total(
            1, row: units + row, unit: unit, gate: gate)
        }
        metaGradient[offsets.bias1 + gateRow] += bias.floats[4 * unit + gate] * scale
      }
    }
    for unit in 0...units {
      metaGradient[offsets.readoutWeights + unit] += readout.floats[unit] * scale * outputScale
    }
  }
}
