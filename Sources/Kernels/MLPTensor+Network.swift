import CLanes

/// What a tensor sees in an inner step, and where its update goes: `count` floats each.
struct MLPTensorStep {
  let gradient: UnsafePointer<Float>
  let parameters: UnsafePointer<Float>
  let update: UnsafeMutablePointer<Float>
  /// Factor on the direction, without its minus.
  let scale: Float
}

extension MLPTensor {
  /// Moves the running means of all coordinates and adds up the squares of their inputs.
  func advance<Planes: TensorPlanes>(
    _ rule: PackedMLPRule, _ step: MLPTensorStep, _ planes: Planes, scratch: MLPScratch
  ) {
    let means = (rule.means[0], rule.means[1], rule.means[2])
    let (square, epsilon) = (rule.square, shape.rootEpsilon)
    var planes = planes
    scratch.squares.clear()
    for vector in stride(from: 0, to: vectors, by: 2) {
      for vector in vector..<vector + 2 {
        let rows = memory.lanes + vector * Self.memoryRows
        let value = cut(load(step.gradient, vector))
        let next = square.next(rows[3], value * value).unlessFaded
        rows[0] = means.0.next(rows[0], value).unlessFaded
        rows[1] = means.1.next(rows[1], value).unlessFaded
        rows[2] = means.2.next(rows[2], value).unlessFaded
        rows[3] = next
        rows[4] = (next + lanes_splat(epsilon)).reciprocalRoot * live(vector)
      }
      var sum = scratch.squares.lanes
      visitInputs(vector, step, planes) {
        sum.pointee = lanes_fma($1, $1, lanes_fma($0, $0, sum.pointee))
        sum += 1
      }
      planes.advance()
    }
  }

  /// The MLP on all coordinates, two vectors at a time. Writes the update.
  func apply<Planes: TensorPlanes>(
    _ rule: PackedMLPRule, _ step: MLPTensorStep, _ planes: Planes, scratch: MLPScratch
  ) {
    var planes = planes
    for vector in stride(from: 0, to: vectors, by: 2) {
      let units: FourUnits = units(rule, vector, step, planes, scratch: scratch)
      let direction = units.output(bias: rule.thirdBias[0], weights: rule.third.floats)
      let size = units.output(
        bias: rule.thirdBias[1], weights: rule.third.floats + FourUnits.units)
      store(Self.scaled(direction.0, by: step.scale, size.0), to: step.update, vector)
      store(Self.scaled(direction.1, by: step.scale, size.1), to: step.update, vector + 1)
      planes.advance()
    }
  }

  @inline(__always)
  private static func scaled(_ direction: Lanes, by scale: Float, _ size: Lanes) -> Lanes {
    lanes_splat(-scale) * direction * Elementary.exponential(lanes_splat(0.001) * size)
  }

  /// The same for a rule that normalises its output: writes the direction, then divides it.
  func applyNormalised<Planes: TensorPlanes>(
    _ rule: PackedMLPRule, _ step: MLPTensorStep, _ planes: Planes, scratch: MLPScratch
  ) {
    var (planes, squares) = (planes, Lanes.zero)
    for vector in stride(from: 0, to: vectors, by: 2) {
      let units: EightUnits = units(rule, vector, step, planes, scratch: scratch)
      let direction = units.output(bias: rule.thirdBias[0], weights: rule.third.floats)
      let counted = (direction.0 * live(vector), direction.1 * live(vector + 1))
      squares = lanes_fma(counted.0, counted.0, squares)
      squares = lanes_fma(counted.1, counted.1, squares)
      store(direction.0, to: step.update, vector)
      store(direction.1, to: step.update, vector + 1)
      planes.advance()
    }
    let normaliser = shape.normaliser(meanSquare: lanes_sum(squares) / Float(count))
    for vector in 0..<vectors {
      let direction = load(step.update, vector)
      store(direction * lanes_splat(-step.scale * normaliser), to: step.update, vector)
    }
  }

  /// The upper hidden layer on two vectors.
  @inline(__always)
  private func units<Units: LayerSums>(
    _ rule: PackedMLPRule, _ vector: Int, _ step: MLPTensorStep, _ planes: some TensorPlanes,
    scratch: MLPScratch
  ) -> Units {
    var lower = Units { planes.biases($0) }
    var weights = UnsafePointer(scratch.weights.floats)
    visitInputs(vector, step, planes) {
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
    _ vector: Int, _ step: MLPTensorStep, _ planes: some TensorPlanes,
    visit: (Lanes, Lanes) -> Void
  ) {
    let low = memory.lanes + vector * Self.memoryRows
    let high = low + Self.memoryRows
    let (g0, g1) = (cut(load(step.gradient, vector)), cut(load(step.gradient, vector + 1)))
    let (root0, root1) = (low[4], high[4])
    let seesClippedGradient = shape.seesClippedGradient
    visit(g0, g1)
    if seesClippedGradient { visit(Self.clipped(g0), Self.clipped(g1)) }
    visit(load(step.parameters, vector), load(step.parameters, vector + 1))
    for row in 0..<4 { visit(low[row], high[row]) }
    for row in 0..<3 { visit(low[row] * root0, high[row] * root1) }
    visit(root0, root1)
    for row in 0..<3 {
      let factors = planes.gradientFactors(row)
      visit(g0 * factors.0, g1 * factors.1)
    }
    if seesClippedGradient { visit(g0 * root0, g1 * root1) }
    for row in 0..<3 {
      let factors = planes.momentumFactors(row)
      visit(low[row] * factors.0, high[row] * factors.1)
    }
  }

  @inline(__always)
  private static func clipped(_ gradient: Lanes) -> Lanes {
    lanes_at_least(lanes_at_most(gradient, lanes_splat(0.1)), lanes_splat(-0.1))
  }
}
