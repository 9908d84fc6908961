import CLanes

/// One tensor of one function as an MLP rule sees it: what it remembers, and its inner step.
///
/// Coordinates lie in vectors of 16 in their order, whatever the rows. A step goes over them twice: once to
/// move the running means and add up the squares of all inputs, once for the MLP, whose first layer has
/// the inputs' root mean squares divided out of its weights. Sums over the tensor go lane by lane in the
/// order of the vectors, then `lanes_sum`.
final class MLPTensor {
  let count: Int
  let shape: MLPRuleShape
  let vectors: Int
  let surroundings: Surroundings
  /// m₁ m₂ m₃ v and 1/√(v + ε) of every vector, one after the other, and of one more if they are odd.
  let memory: LaneBuffer
  static let memoryRows = 5
  /// 1 in the lanes of the last vector that are of the tensor, else 0.
  private let lastLanes: Lanes

  /// Where rowₖ and columnₖ come from.
  enum Surroundings {
    /// Of a matrix, row-major, `rows` by `columns`; with planes of its own where a row has less than
    /// sixteen columns.
    case matrix(rows: MLPAxis, columns: MLPAxis, planes: NarrowPlanes?)
    /// Of any other tensor, and its fₖ beside mₖ.
    case vector(MLPAxis, momentumFactors: LaneBuffer)
  }

  /// `sizes` are the lengths of the tensor's axes.
  init(_ shape: MLPRuleShape, sizes: [Int]) {
    self.shape = shape
    count = sizes.reduce(1, *)
    vectors = (count + Lanes.width - 1) / Lanes.width
    memory = LaneBuffer(laneCount: (vectors + vectors % 2) * Self.memoryRows)
    lastLanes = Lanes.ones(first: count - Lanes.width * (vectors - 1))
    if sizes.count == 2 {
      let axes = sizes.map { MLPAxis(count: $0, units: shape.units) }
      let isNarrow = sizes[1] < Lanes.width
      surroundings = .matrix(
        rows: axes[0], columns: axes[1],
        planes: isNarrow ? NarrowPlanes(axes[0], axes[1], units: shape.units) : nil)
    } else {
      let axis = MLPAxis(count: count, units: shape.units)
      surroundings = .vector(axis, momentumFactors: LaneBuffer(laneCount: 3 * axis.stride))
    }
  }

  func copyMemory(from other: MLPTensor) {
    memory.copy(from: other.memory)
    for (own, other) in zip(axes, other.axes) { own.moments.copy(from: other.moments) }
  }

  private var axes: [MLPAxis] {
    switch surroundings {
    case .matrix(let rows, let columns, _): [rows, columns]
    case .vector(let axis, _): [axis]
    }
  }

  /// 1 in the lanes of a vector that are of the tensor, else 0: of none beyond the last vector.
  @inline(__always)
  func live(_ vector: Int) -> Lanes {
    vector < vectors - 1 ? lanes_splat(1) : vector == vectors - 1 ? lastLanes : .zero
  }

  /// A vector of `values`, one for each coordinate, and zeros beyond them.
  @inline(__always)
  func load(_ values: UnsafePointer<Float>, _ vector: Int) -> Lanes {
    let start = Lanes.width * vector
    return count - start >= Lanes.width
      ? UnsafeRawPointer(values + start).loadUnaligned(as: Lanes.self)
      : .load(values + min(start, count), first: max(count - start, 0))
  }

  /// Writes the part of `value` that is of the tensor.
  @inline(__always)
  func store(_ value: Lanes, to values: UnsafeMutablePointer<Float>, _ vector: Int) {
    let start = Lanes.width * vector
    if count - start >= Lanes.width {
      UnsafeMutableRawPointer(values + start).storeBytes(of: value, as: Lanes.self)
    } else {
      value.store(to: values + min(start, count), first: max(count - start, 0))
    }
  }

  @inline(__always)
  func cut(_ gradient: Lanes) -> Lanes {
    let limit = shape.gradientLimit
    guard limit < .infinity else { return gradient }
    return lanes_at_least(lanes_at_most(gradient, lanes_splat(limit)), lanes_splat(-limit))
  }
}

extension MLPTensor {
  /// One inner step. `bias` is the first layer's, with what the features of the step add to it.
  func take(_ step: MLPTensorStep, _ rule: PackedMLPRule, bias: [Float], scratch: MLPScratch) {
    addSquares(of: step.gradient, scratch: scratch)
    advanceSurroundings(rule, bias: bias)
    switch surroundings {
    case .vector(let axis, let momentumFactors):
      take(step, rule, axis.planes(momentumFactors: momentumFactors), scratch: scratch)
    case .matrix(_, _, let planes?):
      planes.fill()
      take(step, rule, planes.stored, scratch: scratch)
    case .matrix(let rows, let columns, nil):
      take(step, rule, BlendedPlanes(rows: rows, columns: columns), scratch: scratch)
    }
  }

  private func take(
    _ step: MLPTensorStep, _ rule: PackedMLPRule, _ planes: some TensorPlanes, scratch: MLPScratch
  ) {
    advance(rule, step, planes, scratch: scratch)
    divideWeights(rule, scratch: scratch)
    if shape.normalisesOutput {
      applyNormalised(rule, step, planes, scratch: scratch)
    } else {
      apply(rule, step, planes, scratch: scratch)
    }
  }

  /// Fills the axes' sums of squared gradients. Those of a row go lane by lane over its columns, then
  /// `lanes_sum`; those of a column go over the rows in order.
  private func addSquares(of gradient: UnsafePointer<Float>, scratch: MLPScratch) {
    switch surroundings {
    case .vector(let axis, _):
      for vector in 0..<vectors {
        let value = cut(load(gradient, vector))
        axis.sums.lanes[vector] = value * value
      }
    case .matrix(let rows, let columns, _):
      columns.sums.clear()
      for group in 0..<rows.vectors {
        scratch.rowSums.clear()
        for row in Lanes.width * group..<min(Lanes.width * (group + 1), rows.count) {
          let start = gradient + row * columns.count
          var total = Lanes.zero
          for vector in 0..<columns.vectors {
            let first = Lanes.width * vector
            let value = cut(.load(start + first, first: min(columns.count - first, Lanes.width)))
            let square = value * value
            total += square
            columns.sums.lanes[vector] += square
          }
          scratch.rowSums.lanes[row - Lanes.width * group] = total
        }
        rows.sums.lanes[group] = Lanes.sums(ofSixteen: scratch.rowSums.lanes)
      }
    }
  }

  /// Moves the running means of the axes, and takes from them fₖ and what they add to the first layer.
  private func advanceSurroundings(_ rule: PackedMLPRule, bias: [Float]) {
    let row = shape.leadingInputs
    let (column, rowRoot, columnRoot) = (row + 3, row + 6, row + 9)
    switch surroundings {
    case .vector(let axis, let momentumFactors):
      axis.advance(rule.moments, divisor: 1)
      axis.writeFactors(to: axis.factors, shift: 1e-9)
      axis.writeFactors(to: momentumFactors, shift: 1e-6, least: 0)
      let inputs = shape.seesVectorMoments ? [(row, rowRoot), (column, columnRoot)] : []
      axis.writeParts(rule, inputs: inputs, from: bias)
    case .matrix(let rows, let columns, _):
      // What is called a row's in the rule is a mean over the longer axis: of a memory column where the
      // matrix has more rows than columns.
      let isTall = rows.count > columns.count
      let nothing = [Float](repeating: 0, count: shape.units)
      rows.advance(rule.moments, divisor: Float(columns.count))
      columns.advance(rule.moments, divisor: Float(rows.count))
      rows.writeFactors(to: rows.factors, isRelative: !isTall)
      columns.writeFactors(to: columns.factors, isRelative: isTall)
      rows.writeParts(rule, inputs: [isTall ? (column, columnRoot) : (row, rowRoot)], from: nothing)
      columns.writeParts(rule, inputs: [isTall ? (row, rowRoot) : (column, columnRoot)], from: bias)
    }
  }

  /// Divides the weights of the inputs of coordinates by the inputs' root mean squares.
  private func divideWeights(_ rule: PackedMLPRule, scratch: MLPScratch) {
    let units = shape.units
    let isBlind = !shape.seesVectorMoments && axes.count == 1
    for number in 0..<shape.coordinateInputs {
      let meanSquare = lanes_sum(scratch.squares.lanes[number]) / Float(count)
      let isUnseen = isBlind && number >= shape.leadingInputs
      let normaliser = isUnseen ? 0 : shape.normaliser(meanSquare: meanSquare)
      let weights = rule.first.floats + shape.input(ofCoordinate: number) * units
      for unit in 0..<units {
        scratch.weights.floats[number * units + unit] = weights[unit] * normaliser
      }
    }
  }
}

extension SIMD16<Float> {
  /// Lane j is `lanes_sum` of the j-th of sixteen.
  @inline(__always)
  fileprivate static func sums(ofSixteen v: UnsafePointer<Lanes>) -> Lanes {
    lanes_sums(
      v[0], v[1], v[2], v[3], v[4], v[5], v[6], v[7], v[8], v[9], v[10], v[11], v[12], v[13], v[14],
      v[15])
  }
}
