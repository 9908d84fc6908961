import CLanes

/// The metaGradient of some chunks.
///
/// For every weight: Σ over chunks, then steps, then the two vectors of a row, of (gradient of the
/// gate) · (input), lane by lane, and the lanes of a window by `lanes_sum`. Sixteen weights, four
/// input rows by the four gates of one unit, are one `Lanes` of the result.
package final class LSTMGradientSum: @unchecked Sendable {
  /// Per layer: [input tile][unit] `Lanes`. Layer 0 has its four edge rows (x, one), then h in five
  /// tiles; layer 1 has the h below and its own h in five tiles each, then its bias.
  private let sums: [LaneBuffer]
  /// 20 weights and the bias.
  private let readout: LaneBuffer
  private static let tiles = LSTMShape.units / 4

  package init() {
    let units = LSTMShape.units
    sums = [
      LaneBuffer(laneCount: (1 + Self.tiles) * units),
      LaneBuffer(laneCount: (2 * Self.tiles + 1) * units),
    ]
    readout = LaneBuffer(count: units + 1)
  }

  package func clear() {
    for layer in sums { layer.clear() }
    readout.clear()
  }

  /// Adds one chunk whose `backward` has run.
  func add(_ window: ChunkWindow) {
    let (vectors, units, tiles) = (LSTMShape.vectors, LSTMShape.units, Self.tiles)
    let state = LSTMShape.stateStride
    let hidden0 = window.states
    let hidden1 = window.states + units * vectors
    let (records0, records1) = (window.records, window.records + LSTMShape.recordLanes / 2)
    let (sums0, sums1) = (sums[0].lanes, sums[1].lanes)
    add(records0, window.steps, window.x, step: 4 * vectors, to: sums0)
    for tile in 0..<tiles {
      let rows = 4 * vectors * tile
      let next = tile * units
      add(records0, window.steps, hidden0 + rows, step: state, to: sums0 + units + next)
      add(records1, window.steps, hidden0 + state + rows, step: state, to: sums1 + next)
      add(records1, window.steps, hidden1 + rows, step: state, to: sums1 + tiles * units + next)
    }
    addBias(records1, window.steps, to: sums1 + 2 * tiles * units)
    addReadout(window, hidden: hidden1 + state)
  }
}

extension LSTMGradientSum {
  /// Four input rows, `step` lanes apart from step to step, by all gates of a layer: the rows stay in
  /// the first-level cache while the gates stream by, 16 sums in registers.
  private func add(
    _ records: UnsafeMutablePointer<Lanes>, _ steps: Int, _ rows: UnsafePointer<Lanes>, step: Int,
    to target: UnsafeMutablePointer<Lanes>
  ) {
    for unit in 0..<LSTMShape.units {
      var sums = FourByFour()
      var gates = UnsafePointer(records) + unit * LSTMShape.recordRows * 2
      var row = rows
      for _ in 0..<steps {
        sums.add(gates, row)
        sums.add(gates + 1, row + 1)
        gates += LSTMShape.recordStride
        row += step
      }
      target[unit] += sums.total
    }
  }

  private func addBias(
    _ records: UnsafeMutablePointer<Lanes>, _ steps: Int, to target: UnsafeMutablePointer<Lanes>
  ) {
    for unit in 0..<LSTMShape.units {
      var sums = FourByFour()
      var gates = UnsafePointer(records) + unit * LSTMShape.recordRows * 2
      for _ in 0..<steps {
        sums.add(gates)
        sums.add(gates + 1)
        gates += LSTMShape.recordStride
      }
      target[unit] += sums.total
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

/// Four input rows by the gates i f g o of one unit.
private struct FourByFour {
  private var r0 = Row()
  private var r1 = Row()
  private var r2 = Row()
  private var r3 = Row()

  private struct Row {
    var i = Lanes.zero
    var f = Lanes.zero
    var g = Lanes.zero
    var o = Lanes.zero

    @inline(__always)
    mutating func add(_ i: Lanes, _ f: Lanes, _ g: Lanes, _ o: Lanes, times value: Lanes) {
      self.i = lanes_fma(i, value, self.i)
      self.f = lanes_fma(f, value, self.f)
      self.g = lanes_fma(g, value, self.g)
      self.o = lanes_fma(o, value, self.o)
    }
  }

  @inline(__always)
  mutating func add(_ gates: UnsafePointer<Lanes>, _ rows: UnsafePointer<Lanes>) {
    let (i, f, g, o) = (gates[0], gates[2], gates[4], gates[6])
    r0.add(i, f, g, o, times: rows[0])
    r1.add(i, f, g, o, times: rows[2])
    r2.add(i, f, g, o, times: rows[4])
    r3.add(i, f, g, o, times: rows[6])
  }

  /// The gates alone, in the first row.
  @inline(__always)
  mutating func add(_ gates: UnsafePointer<Lanes>) {
    r0.i += gates[0]
    r0.f += gates[2]
    r0.g += gates[4]
    r0.o += gates[6]
  }

  /// Lane 4·row + gate is the sum over the lanes of that product.
  @inline(__always)
  var total: Lanes {
    lanes_sums(
      r0.i, r0.f, r0.g, r0.o, r1.i, r1.f, r1.g, r1.o, r2.i, r2.f, r2.g, r2.o, r3.i, r3.f, r3.g, r3.o
    )
  }
}

extension LSTMGradientSum {
  /// Adds `scale` times the sums to `metaGradient` (layout `LSTMOffsets`); the read-out is also
  /// multiplied by the output scale.
  package func add(
    to metaGradient: inout [Float], inputs: Int, scale: Float, outputScale: Float
  ) {
    let offsets = LSTMOffsets(inputs: inputs)
    precondition(metaGradient.count == offsets.count, "wrong number of metaParameters")
    let (units, tiles) = (LSTMShape.units, Self.tiles)
    func total(_ layer: Int, tile: Int, unit: Int, row: Int, gate: Int) -> Float {
      sums[layer].floats[(tile * units + unit) * 16 + 4 * row + gate] * scale
    }
    for unit in 0..<units {
      for gate in 0..<4 {
        let gateRow = gate * units + unit
        for row in 0..<inputs {
          metaGradient[offsets.inputWeights0 + gateRow * inputs + row] += total(
            0, tile: 0, unit: unit, row: row, gate: gate)
        }
        metaGradient[offsets.bias0 + gateRow] += total(0, tile: 0, unit: unit, row: 2, gate: gate)
        for row in 0..<units {
          let (tile, inTile) = (row / 4, row % 4)
          metaGradient[offsets.hiddenWeights0 + gateRow * units + row] += total(
            0, tile: 1 + tile, unit: unit, row: inTile, gate: gate)
          metaGradient[offsets.inputWeights1 + gateRow * units + row] += total(
            1, tile: tile, unit: unit, row: inTile, gate: gate)
          metaGradient[offsets.hiddenWeights1 + gateRow * units + row] += total(
            1, tile: tiles + tile, unit: unit, row: inTile, gate: gate)
        }
        metaGradient[offsets.bias1 + gateRow] += total(
          1, tile: 2 * tiles, unit: unit, row: 0, gate: gate)
      }
    }
    for unit in 0...units {
      metaGradient[offsets.readoutWeights + unit] += readout.floats[unit] * scale * outputScale
    }
  }
}
