import CLanes

/// The nonlinear half of an LSTM cell, on 16 coordinates.
enum LSTMGates {
  struct Activated {
    var input: Lanes
    var forget: Lanes
    var candidate: Lanes
    var output: Lanes
    var cell: Lanes
    var tanhCell: Lanes
    var hidden: Lanes
  }

  /// c' = σ(f)·c + σ(i)·tanh(g), h' = σ(o)·tanh(c'), from pre-activations (Hochreiter and
  /// Schmidhuber, 1997; Gers et al., 2000). The forget bias of 1 is part of the bias.
  ///
  /// With eᵢ = 2^(−i·log₂e) and so on, the four gates share one division:
  /// 1/((1+eᵢ)(1+e_f)(1+e_g)(1+eₒ)). Pre-activations below −20.7 (−10.3 for the candidate) are taken
  /// as that, so the product stays finite. Absolute error below 4e-7.
  @inline(__always)
  static func activate(
    input i: Lanes, forget f: Lanes, candidate g: Lanes, output o: Lanes, cell c: Lanes
  ) -> Activated {
    let one = lanes_splat(1)
    let a = one + powerOfTwo(i * lanes_splat(-1.44269504))
    let b = one + powerOfTwo(f * lanes_splat(-1.44269504))
    let d = one + powerOfTwo(g * lanes_splat(-2.88539008))
    let e = one + powerOfTwo(o * lanes_splat(-1.44269504))
    let (ab, de) = (a * b, d * e)
    let reciprocal = one / (ab * de)
    let (overAB, overDE) = (de * reciprocal, ab * reciprocal)
    let input = b * overAB
    let forget = a * overAB
    let candidate = lanes_fma(lanes_splat(2), e * overDE, lanes_splat(-1))
    let output = d * overDE
    let cell = lanes_fma(forget, c, input * candidate)
    let s = one / (one + powerOfTwo(cell * lanes_splat(-2.88539008)))
    let tanhCell = lanes_fma(lanes_splat(2), s, lanes_splat(-1))
    return Activated(
      input: input, forget: forget, candidate: candidate, output: output, cell: cell,
      tanhCell: tanhCell, hidden: output * tanhCell)
  }

  /// 2ˣ for x at most 30 (larger x are taken as 30), to be added to one: relative error 1.2e-7.
  @inline(__always)
  private static func powerOfTwo(_ x: Lanes) -> Lanes {
    let bounded = lanes_at_most(x, lanes_splat(30))
    let n = lanes_round(bounded)
    let r = bounded - n
    var p = lanes_splat(0.0013276472454890609)
    p = lanes_fma(p, r, lanes_splat(0.009675540961325169))
    p = lanes_fma(p, r, lanes_splat(0.05550713092088699))
    p = lanes_fma(p, r, lanes_splat(0.24022120237350464))
    p = lanes_fma(p, r, lanes_splat(0.6931469440460205))
    p = lanes_fma(p, r, lanes_splat(1.0000001192092896))
    return lanes_scale_beside_one(p, n)
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
