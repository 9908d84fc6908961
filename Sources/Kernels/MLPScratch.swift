/// What an MLP rule keeps within a step; tensors share it.
final class MLPScratch {
  /// Sums of squares of the inputs that differ from coordinate to coordinate, lane by lane.
  let squares: LaneBuffer
  /// Their weights divided by their root mean squares: [input][unit].
  let weights: LaneBuffer
  /// Sums of squares of sixteen rows of a matrix, lane by lane.
  let rowSums = LaneBuffer(laneCount: Lanes.width)

  init(_ shape: MLPRuleShape) {
    squares = LaneBuffer(laneCount: shape.coordinateInputs)
    weights = LaneBuffer(count: shape.coordinateInputs * shape.units)
  }
}
