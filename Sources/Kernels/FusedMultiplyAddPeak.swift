import CLanes

/// Runs `rounds` rounds of twelve independent chains of fused multiply-adds, 16 lanes each, all in
/// registers: what the machine's arithmetic can do at most. Returns a number that depends on all.
public func fusedMultiplyAddChains(rounds: Int, factor: Float) -> Float {
  let f = lanes_splat(factor)
  var a = lanes_splat(1)
  var b = lanes_splat(2)
  var c = lanes_splat(3)
  var d = lanes_splat(4)
  var e = lanes_splat(5)
  var g = lanes_splat(6)
  var h = lanes_splat(7)
  var i = lanes_splat(8)
  var j = lanes_splat(9)
  var k = lanes_splat(10)
  var l = lanes_splat(11)
  var m = lanes_splat(12)
  for _ in 0..<rounds {
    a = lanes_fma(a, f, f)
    b = lanes_fma(b, f, f)
    c = lanes_fma(c, f, f)
    d = lanes_fma(d, f, f)
    e = lanes_fma(e, f, f)
    g = lanes_fma(g, f, f)
    h = lanes_fma(h, f, f)
    i = lanes_fma(i, f, f)
    j = lanes_fma(j, f, f)
    k = lanes_fma(k, f, f)
    l = lanes_fma(l, f, f)
    m = lanes_fma(m, f, f)
  }
  return lanes_sum((a + b) + (c + d) + (e + g) + (h + i) + (j + k) + (l + m))
}

/// Twelve chains, sixteen lanes, a product and a sum.
public let fusedMultiplyAddOperationsPerRound = 12.0 * 16 * 2
