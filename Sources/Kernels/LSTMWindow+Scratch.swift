extension LSTMWindow {
  /// Buffers of one worker.
  final class Scratch {
    let x, state, hidden, gates, records, updateGradients, carried: LaneBuffer
    /// Of RNNprop's dense layer: its inputs at every step, m and v, and a step's gradients of x.
    let features, moments, xGradients: LaneBuffer

    init(steps: Int, xStride: Int) {
      x = LaneBuffer(laneCount: max(steps, 1) * xStride)
      for step in 0..<max(steps, 1) {
        for vector in 0..<2 { x.lanes[xStride * step + 4 + vector] = Lanes(repeating: 1) }
      }
      features = LaneBuffer(laneCount: max(steps, 1) * MomentWindow.chunkLanes)
      moments = LaneBuffer(laneCount: MomentWindow.chunkLanes)
      xGradients = LaneBuffer(laneCount: LSTMShape.units * LSTMShape.vectors)
      state = LaneBuffer(laneCount: LSTMShape.stateLanes)
      hidden = LaneBuffer(laneCount: (steps + 1) * LSTMShape.hiddenStride)
      gates = LaneBuffer(laneCount: LSTMShape.gateLanes)
      records = LaneBuffer(laneCount: max(steps, 1) * LSTMShape.recordStride)
      updateGradients = LaneBuffer(laneCount: max(steps, 1) * LSTMShape.vectors)
      carried = LaneBuffer(laneCount: LSTMShape.stateLanes)
    }
  }
}
