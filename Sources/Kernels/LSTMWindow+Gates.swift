extension LSTMWindow {
  /// How near to its ends a gate counts as saturated: σ below 0.05 or above 0.95, |tanh g| above 0.95.
  public static let saturationMargin: Float = 0.05

  /// How many gates were saturated in the window's steps, of `coordinates · steps · units` each:
  /// i f g o of layer 0, then of layer 1.
  ///
  /// The window's steps are run again, as the backward pass does, so `lstm` must be what they were
  /// run with.
  public func saturatedGates(_ lstm: PackedLSTM) -> [Int] {
    precondition(taken == steps, "a window ends after \(steps) steps, not \(taken)")
    let constants = preprocessing.constants
    let x = LaneBuffer(laneCount: preprocessing.stride)
    let features = LaneBuffer(laneCount: MomentWindow.chunkLanes)
    let means = LaneBuffer(laneCount: MomentWindow.chunkLanes)
    let scratch = LaneBuffer(laneCount: LSTMShape.gateLanes)
    let record = LaneBuffer(laneCount: LSTMShape.recordLanes)
    let update = LaneBuffer(laneCount: LSTMShape.vectors)
    let state = LaneBuffer(laneCount: LSTMShape.stateLanes)
    var counts = [Int](repeating: 0, count: 8)
    for chunk in 0..<chunks {
      state.lanes.update(
        from: start.lanes + chunk * LSTMShape.stateLanes, count: LSTMShape.stateLanes)
      moments?.copyStart(ofChunk: chunk, to: means)
      let used = min(LSTMShape.chunk, coordinates - chunk * LSTMShape.chunk)
      for step in 0..<steps {
        writeInputs(
          lstm, step: step, gradient: gradients[step].floats + chunk * LSTMShape.chunk,
          moments: moments == nil ? nil : means.lanes, constants: constants,
          features: features.lanes, to: x.lanes)
        lstm.forward(
          x: x.lanes, state: state.lanes, scratch: scratch.lanes,
          record: StepRecord(rows: record.lanes, streams: false), update: update.lanes)
        Self.count(record.floats, coordinates: used, into: &counts)
      }
    }
    return counts
  }

  /// Adds the saturated gates of the first `coordinates` of one chunk's step.
  private static func count(
    _ record: UnsafePointer<Float>, coordinates: Int, into counts: inout [Int]
  ) {
    let unitFloats = LSTMShape.recordRows * LSTMShape.chunk
    for unit in 0..<(2 * LSTMShape.units) {
      for gate in 0..<4 {
        let row = record + (unit * unitFloats + gate * LSTMShape.chunk)
        let low = gate == 2 ? saturationMargin - 1 : saturationMargin
        let high = 1 - saturationMargin
        var saturated = 0
        for coordinate in 0..<coordinates where row[coordinate] < low || row[coordinate] > high {
          saturated += 1
        }
        counts[unit / LSTMShape.units * 4 + gate] += saturated
      }
    }
  }
}
