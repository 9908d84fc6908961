/// What an MLP rule keeps within a step; tensors share it.
final class MLPScratch {
  /// Vectors of a block of coordinates.
  static let block = 8
  /// Lanes from one row of a plane to the next: 16 floats may be written from any place of the block on.
  static let stride = block + 1

  /// Sums of squares of the inputs that differ from coordinate to coordinate, lane by lane.
  let squares: LaneBuffer
  /// Their weights divided by their root mean squares: [input][unit].
  let weights: LaneBuffer
  /// fₖ of a block: [k][stride].
  let factors = LaneBuffer(laneCount: 3 * stride)
  /// What all other inputs come to in the first layer, of a block: [unit][stride].
  let bases: LaneBuffer
  /// Sums of squares of sixteen rows of a matrix, lane by lane.
  let rowSums = LaneBuffer(laneCount: Lanes.width)

  init(_ shape: MLPRuleShape) {
    squares = LaneBuffer(laneCount: shape.coordinateInputs)
    weights = LaneBuffer(count: shape.coordinateInputs * shape.units)
    bases = LaneBuffer(laneCount: shape.units * Self.stride)
  }
}
