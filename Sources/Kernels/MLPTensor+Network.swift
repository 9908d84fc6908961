import CLanes

extension MLPTensor {
  /// Moves the running means of a block's coordinates and adds up the squares of their inputs.
  func advance(
    _ block: Int, _ rule: PackedMLPRule, gradient: UnsafePointer<Float>,
    parameters: UnsafePointer<Float>, scratch: MLPScratch
  ) {
    let first = block * MLPScratch.block
    let means = (rule.means[0], rule.means[1], rule.means[2])
    let (square, epsilon) = (rule.square, shape.rootEpsilon)
    for vector in first..<first + vectors(ofBlock: block) {
      let rows = memory.lanes + vector * Self.memoryRows
      let value = cut(load(gradient, vector))
      let next = square.next(rows[3], value * value).unlessFaded
      rows[0] = means.0.next(rows[0], value).unlessFaded
      rows[1] = means.1.next(rows[1], value).unlessFaded
      rows[2] = means.2.next(rows[2], value).unlessFaded
      rows[3] = next
      rows[4] = (next + lanes_splat(epsilon)).reciprocalRoot * live(vector)
    }
    let planes = planes(ofBlock: block, areForMLP: false, scratch: scratch)
    for pair in stride(from: 0, to: vectors(ofBlock: block), by: 2) {
      var sum = scratch.squares.lanes
      visitInputs(first + pair, planes.at(pair), gradient: gradient, parameters: parameters) {
        sum.pointee = lanes_fma($1, $1, lanes_fma($0, $0, sum.pointee))
        sum += 1
      }
    }
  }

  /// The MLP on a block, two vectors at a time. Writes the update, or, where it is yet to be normalised,
  /// the direction; returns `squares` plus those of the directions.
  func apply(
    _ rule: PackedMLPRule, to block: Int, _ planes: Planes, scale: Float, squares: Lanes,
    gradient: UnsafePointer<Float>, parameters: UnsafePointer<Float>,
    update: UnsafeMutablePointer<Float>, scratch: MLPScratch
  ) -> Lanes {
    let first = block * MLPScratch.block
    var squares = squares
    for pair in stride(from: 0, to: vectors(ofBlock: block), by: 2) {
      let (vector, planes) = (first + pair, planes.at(pair))
      if shape.normalisesOutput {
        let units: EightUnits = units(
          rule, vector, planes, gradient: gradient, parameters: parameters, scratch: scratch)
        let direction = units.output(bias: rule.thirdBias[0], weights: rule.third.floats)
        let counted = (direction.0 * live(vector), direction.1 * live(vector + 1))
        squares = lanes_fma(counted.0, counted.0, squares)
        squares = lanes_fma(counted.1, counted.1, squares)
        store(direction.0, to: update, vector)
        store(direction.1, to: update, vector + 1)
      } else {
        let units: FourUnits = units(
          rule, vector, planes, gradient: gradient, parameters: parameters, scratch: scratch)
        let direction = units.output(bias: rule.thirdBias[0], weights: rule.third.floats)
        let size = units.output(
          bias: rule.thirdBias[1], weights: rule.third.floats + FourUnits.units)
        store(Self.scaled(direction.0, by: scale, size.0), to: update, vector)
        store(Self.scaled(direction.1, by: scale, size.1), to: update, vector + 1)
      }
    }
    return squares
  }

  @inline(__always)
  private static func scaled(_ direction: Lanes, by scale: Float, _ size: Lanes) -> Lanes {
    lanes_splat(-scale) * direction * Elementary.exponential(lanes_splat(0.001) * size)
  }

  /// The upper hidden layer on two vectors.
  @inline(__always)
  private func units<Units: LayerSums>(
    _ rule: PackedMLPRule, _ vector: Int, _ planes: Planes, gradient: UnsafePointer<Float>,
    parameters: UnsafePointer<Float>, scratch: MLPScratch
  ) -> Units {
    var lower = Units(biases: planes.bases, stride: planes.baseStride)
    var weights = UnsafePointer(scratch.weights.floats)
    visitInputs(vector, planes, gradient: gradient, parameters: parameters) {
      lower.add($0, $1, weights: weights)
      weights += Units.units
    }
    lower.rectify()
    var upper = Units(biases: rule.secondBias.floats)
    upper.add(lower, weights: rule.second.floats)
    upper.rectify()
    return upper
  }

  /// Shows the inputs that differ from coordinate to coordinate, not divided by anything, of two
  /// neighbouring vectors.
  @inline(__always)
  private func visitInputs(
    _ vector: Int, _ planes: Planes, gradient: UnsafePointer<Float>,
    parameters: UnsafePointer<Float>, visit: (Lanes, Lanes) -> Void
  ) {
    let low = memory.lanes + vector * Self.memoryRows
    let high = low + Self.memoryRows
    let (g0, g1) = (cut(load(gradient, vector)), cut(load(gradient, vector + 1)))
    let (root0, root1) = (low[4], high[4])
    let seesClippedGradient = shape.seesClippedGradient
    visit(g0, g1)
    if seesClippedGradient { visit(Self.clipped(g0), Self.clipped(g1)) }
    visit(load(parameters, vector), load(parameters, vector + 1))
    for row in 0..<4 { visit(low[row], high[row]) }
    for row in 0..<3 { visit(low[row] * root0, high[row] * root1) }
    visit(root0, root1)
    for row in 0..<3 {
      let factors = planes.gradientFactors + row * planes.factorStride
      visit(g0 * factors[0], g1 * factors[1])
    }
    if seesClippedGradient { visit(g0 * root0, g1 * root1) }
    for row in 0..<3 {
      let factors = planes.momentumFactors + row * planes.factorStride
      visit(low[row] * factors[0], high[row] * factors[1])
    }
  }

  @inline(__always)
  private static func clipped(_ gradient: Lanes) -> Lanes {
    lanes_at_least(lanes_at_most(gradient, lanes_splat(0.1)), lanes_splat(-0.1))
  }
}
