/// The nonlinear half of an LSTM cell, on a chunk of coordinates.
///
/// c' = σ(f)·c + σ(i)·tanh(g), h' = σ(o)·tanh(c') (Hochreiter and Schmidhuber, 1997; Gers et al.,
/// 2000); a forget bias is part of the bias. Absolute error below 4e-7.
enum LSTMGates<Value: Register> {
  /// Values in a row of a chunk.
  @inline(__always)
  static var vectors: Int { LSTMShape.chunk / Value.scalarCount }

  /// Activates one unit on a chunk, in place, and writes its c'.
  ///
  /// With eᵢ = 2^(−i·log₂e) and so on, the four gates share one division:
  /// 1/((1+eᵢ)(1+e_f)(1+e_g)(1+eₒ)). Pre-activations below −20.7 (−10.3 for the candidate) are taken
  /// as that, so the product stays finite.
  ///
  /// - Parameters:
  ///   - kept: rows i f g o.
  ///   - cell: c, one row; `nextCell` receives c'.
  @inline(__always)
  static func activate(
    _ kept: UnsafeMutablePointer<Value>, cell: UnsafePointer<Value>,
    nextCell: UnsafeMutablePointer<Value>
  ) {
    if vectors == 2 {
      let e = Octet(exponents(kept), exponents(kept + 1)).onePlusPowerOfTwo
      finish(e.first, kept, cell: cell, nextCell: nextCell)
      finish(e.second, kept + 1, cell: cell + 1, nextCell: nextCell + 1)
    } else {
      for vector in 0..<vectors {
        let e = exponents(kept + vector).onePlusPowerOfTwo
        finish(e, kept + vector, cell: cell + vector, nextCell: nextCell + vector)
      }
    }
  }

  /// −i·log₂e, −f·log₂e, −2g·log₂e, −o·log₂e.
  @inline(__always)
  private static func exponents(_ kept: UnsafeMutablePointer<Value>) -> Quartet<Value> {
    let (single, double) = (Value.splat(-1.44269504), Value.splat(-2.88539008))
    return Quartet(
      kept[0] * single, kept[vectors] * single, kept[2 * vectors] * double,
      kept[3 * vectors] * single)
  }

  /// Replaces the gates by σ(i), σ(f), tanh(g) and σ(o), from `e` = 1+eᵢ, 1+e_f, 1+e_g and 1+eₒ.
  @inline(__always)
  private static func finish(
    _ e: Quartet<Value>, _ kept: UnsafeMutablePointer<Value>, cell: UnsafePointer<Value>,
    nextCell: UnsafeMutablePointer<Value>
  ) {
    let (inputForget, candidateOutput) = (e.a * e.b, e.c * e.d)
    let reciprocal = Value.splat(1) / (inputForget * candidateOutput)
    let (overInputForget, overCandidateOutput) = (
      candidateOutput * reciprocal, inputForget * reciprocal
    )
    let (input, forget) = (e.b * overInputForget, e.a * overInputForget)
    let candidate = Value.fma(.splat(2), e.d * overCandidateOutput, .splat(-1))
    nextCell[0] = Value.fma(forget, cell[0], input * candidate)
    kept[0] = input
    kept[vectors] = forget
    kept[2 * vectors] = candidate
    kept[3 * vectors] = e.c * overCandidateOutput
  }
}

extension LSTMGates {
  /// Replaces the gates of one layer and step by the gradients of their pre-activations, given
  /// ∂/∂h' and ∂/∂c' from later; `cell` becomes ∂/∂c.
  ///
  /// - Parameters:
  ///   - record: i f g o and tanh c' of every unit.
  ///   - previousCell: c; it, `hidden` and `cell` have one row a unit.
  @inline(__always)
  static func gradients(
    _ record: UnsafeMutablePointer<Value>, previousCell: UnsafePointer<Value>,
    hidden: UnsafePointer<Value>, cell: UnsafeMutablePointer<Value>
  ) {
    for unit in 0..<LSTMShape.units {
      for vector in 0..<vectors {
        let position = unit * vectors + vector
        let kept = record + (unit * LSTMShape.recordRows * vectors + vector)
        gradients(
          kept, previousCell: previousCell[position], hidden: hidden[position],
          cell: &cell[position])
      }
    }
  }

  @inline(__always)
  private static func gradients(
    _ kept: UnsafeMutablePointer<Value>, previousCell: Value, hidden: Value, cell: inout Value
  ) {
    let (i, f, g) = (kept[0], kept[vectors], kept[2 * vectors])
    let (o, tanhCell) = (kept[3 * vectors], kept[4 * vectors])
    let (zero, one) = (Value.splat(0), Value.splat(1))
    let outputHidden = o * hidden
    let cellGradient = Value.fma(
      outputHidden, Value.fma(tanhCell, zero - tanhCell, one), cell)
    let inputCell = i * cellGradient
    let forgetCell = f * cellGradient
    cell = forgetCell
    kept[0] = (inputCell * g) * (one - i)
    kept[vectors] = (forgetCell * previousCell) * (one - f)
    kept[2 * vectors] = inputCell * Value.fma(g, zero - g, one)
    kept[3 * vectors] = (outputHidden * tanhCell) * (one - o)
  }
}
