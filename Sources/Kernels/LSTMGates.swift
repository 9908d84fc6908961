import CLanes

/// The nonlinear half of an LSTM cell, on a chunk of coordinates.
///
/// c' = σ(f)·c + σ(i)·tanh(g), h' = σ(o)·tanh(c') (Hochreiter and Schmidhuber, 1997; Gers et al.,
/// 2000); the forget bias of 1 is part of the bias. Absolute error below 4e-7.
enum LSTMGates {
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
    _ kept: UnsafeMutablePointer<Lanes>, cell: UnsafePointer<Lanes>,
    nextCell: UnsafeMutablePointer<Lanes>
  ) {
    let (single, double) = (lanes_splat(-1.44269504), lanes_splat(-2.88539008))
    let scale = Octet(single, single, single, single, double, double, single, single)
    let e = Octet(kept).combine(scale, { $0 * $1 }).onePlusPowerOfTwo
    let (low, high) = (gates(e.a, e.c, e.e, e.g), gates(e.b, e.d, e.f, e.h))
    nextCell[0] = lanes_fma(low.forget, cell[0], low.input * low.candidate)
    nextCell[1] = lanes_fma(high.forget, cell[1], high.input * high.candidate)
    Octet(
      low.input, high.input, low.forget, high.forget, low.candidate, high.candidate, low.output,
      high.output
    ).store(to: kept)
  }

  /// σ(i), σ(f), tanh(g) and σ(o) from 1+eᵢ, 1+e_f, 1+e_g and 1+eₒ.
  @inline(__always)
  private static func gates(
    _ i: Lanes, _ f: Lanes, _ g: Lanes, _ o: Lanes
  ) -> (input: Lanes, forget: Lanes, candidate: Lanes, output: Lanes) {
    let (inputForget, candidateOutput) = (i * f, g * o)
    let reciprocal = lanes_splat(1) / (inputForget * candidateOutput)
    let (overInputForget, overCandidateOutput) = (
      candidateOutput * reciprocal, inputForget * reciprocal
    )
    return (
      f * overInputForget, i * overInputForget,
      lanes_fma(lanes_splat(2), o * overCandidateOutput, lanes_splat(-1)),
      g * overCandidateOutput
    )
  }

  /// tanh of eight `Lanes` of c'.
  @inline(__always)
  static func tanhCell(_ cell: UnsafePointer<Lanes>) -> Octet {
    Octet(cell).map({ $0 * lanes_splat(-2.88539008) }).onePlusPowerOfTwo
      .map { lanes_splat(1) / $0 }
      .map { lanes_fma(lanes_splat(2), $0, lanes_splat(-1)) }
  }
}

extension LSTMGates {
  /// The gradient of the pre-activations, given ∂/∂h' and ∂/∂c' from later; `cellGradient` becomes
  /// ∂/∂c.
  @inline(__always)
  static func gradients(
    input i: Lanes, forget f: Lanes, candidate g: Lanes, output o: Lanes, tanhCell: Lanes,
    previousCell: Lanes, hiddenGradient: Lanes, cellGradient: inout Lanes
  ) -> (input: Lanes, forget: Lanes, candidate: Lanes, output: Lanes) {
    let one = lanes_splat(1)
    let outputHidden = o * hiddenGradient
    let cell = lanes_fma(
      outputHidden, lanes_fma(tanhCell, lanes_splat(0) - tanhCell, one), cellGradient)
    let inputCell = i * cell
    let forgetCell = f * cell
    cellGradient = forgetCell
    return (
      (inputCell * g) * (one - i),
      (forgetCell * previousCell) * (one - f),
      inputCell * lanes_fma(g, lanes_splat(0) - g, one),
      (outputHidden * tanhCell) * (one - o)
    )
  }
}
