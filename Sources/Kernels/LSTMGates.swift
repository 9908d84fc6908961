/// The nonlinear half of an LSTM cell, on a chunk of coordinates.
///
/// c' = σ(f)·c + σ(i)·tanh(g), h' = σ(o)·tanh(c') (Hochreiter and Schmidhuber, 1997; Gers et al.,
/// 2000); a forget bias is part of the bias. Errors: `Quartet`.
enum LSTMGates<Value: Register> {
  /// Values in a row of a chunk.
  @inline(__always)
  static var vectors: Int { LSTMShape.chunk / Value.scalarCount }

  /// How far a unit's gate of the first vector lies from its gate of vector 0, for the `position`th
  /// vector of a layer's rows: unit `position / vectors`, vector `position % vectors`.
  @inline(__always)
  static func offset(of position: Int, rows: Int) -> Int {
    position / vectors * rows * vectors + position % vectors
  }

  /// σ(i), σ(f), tanh(g) and σ(o) of one vector, from pre-activations times −log₂e, and −2 log₂e the
  /// candidate's: the exponents of two as `PackedLSTM` gives them. One division for all four.
  @inline(__always)
  static func activate(_ exponents: UnsafePointer<Value>) -> Quartet<Value> {
    let gates = read(exponents).logistic
    return Quartet(gates.a, gates.b, .fma(.splat(2), gates.c, .splat(-1)), gates.d)
  }

  /// c' of a vector with these gates.
  @inline(__always)
  static func cell(_ gates: Quartet<Value>, cell: Value) -> Value {
    .fma(gates.b, cell, gates.a * gates.c)
  }

  /// The rows i f g o of one vector.
  @inline(__always)
  static func read(_ gates: UnsafePointer<Value>) -> Quartet<Value> {
    Quartet(gates[0], gates[vectors], gates[2 * vectors], gates[3 * vectors])
  }

  @inline(__always)
  static func write(_ gates: Quartet<Value>, to rows: UnsafeMutablePointer<Value>) {
    gates.store(to: rows, by: vectors)
  }

  /// Writes the rows i f g o and c past the caches.
  @inline(__always)
  static func stream(_ gates: Quartet<Value>, cell: Value, to rows: UnsafeMutablePointer<Value>) {
    Value.stream(gates.a, to: rows)
    Value.stream(gates.b, to: rows + vectors)
    Value.stream(gates.c, to: rows + 2 * vectors)
    Value.stream(gates.d, to: rows + 3 * vectors)
    Value.stream(cell, to: rows + 4 * vectors)
  }
}

/// One layer and step on its way back: what is read, and what is overwritten.
struct LayerGradients<Value: Register> {
  /// i f g o of every unit, and c of before the step.
  let record: UnsafePointer<Value>
  /// ∂/∂h' from later, one row a unit.
  let hiddenGradient: UnsafePointer<Value>
  /// ∂/∂c' from later, which becomes ∂/∂c.
  let cellGradient: UnsafeMutablePointer<Value>
  /// Receives h'.
  let hidden: UnsafeMutablePointer<Value>
  /// Receives the gradients of the pre-activations in place of i f g o; may be `record`.
  let gradients: UnsafeMutablePointer<Value>
}

extension LayerGradients {
  @inline(__always)
  private static var vectors: Int { LSTMGates<Value>.vectors }

  /// Four units at a time, for which tanh c' takes one division.
  @inline(__always)
  func run() {
    let unitStep = LSTMShape.recordRows * Self.vectors
    for unit in stride(from: 0, to: LSTMShape.units, by: 4) {
      for vector in 0..<Self.vectors {
        let (position, kept) = (unit * Self.vectors + vector, unit * unitStep + vector)
        let tanhCells = Quartet(
          cell(kept), cell(kept + unitStep), cell(kept + 2 * unitStep), cell(kept + 3 * unitStep)
        ).hyperbolicTangent
        run(tanhCells.a, kept, position)
        run(tanhCells.b, kept + unitStep, position + Self.vectors)
        run(tanhCells.c, kept + 2 * unitStep, position + 2 * Self.vectors)
        run(tanhCells.d, kept + 3 * unitStep, position + 3 * Self.vectors)
      }
    }
  }

  /// c' of one vector, to the bits of the forward pass.
  @inline(__always)
  private func cell(_ kept: Int) -> Value {
    LSTMGates.cell(LSTMGates.read(record + kept), cell: record[kept + 4 * Self.vectors])
  }

  @inline(__always)
  private func run(_ tanhCell: Value, _ kept: Int, _ position: Int) {
    let gates = LSTMGates.read(record + kept)
    let (i, f, g, o) = (gates.a, gates.b, gates.c, gates.d)
    let (zero, one) = (Value.splat(0), Value.splat(1))
    hidden[position] = tanhCell * o
    let outputHidden = o * hiddenGradient[position]
    let fromCell = Value.fma(
      outputHidden, Value.fma(tanhCell, zero - tanhCell, one), cellGradient[position])
    let (inputCell, forgetCell) = (i * fromCell, f * fromCell)
    cellGradient[position] = forgetCell.unlessFaded
    let old = record[kept + 4 * Self.vectors]
    LSTMGates.write(
      Quartet(
        (inputCell * g) * (one - i), (forgetCell * old) * (one - f),
        inputCell * Value.fma(g, zero - g, one), (outputHidden * tanhCell) * (one - o)),
      to: gradients + kept)
  }
}
