/// The chunks whose coordinates have met no gradient since the episode began. They are all in one
/// state, which is advanced once a step for all of them.
///
/// Such are the first layer's weights of pixels that were black in every image so far. A lane
/// computes the same wherever it stands, so the bits are those of each chunk by itself.
final class IdleChunks {
  private(set) var isIdle: [Bool]
  /// The state of an idle chunk, the gradient that it meets, and its last update.
  let state = LaneBuffer(laneCount: LSTMShape.stateLanes)
  let gradient = LaneBuffer(laneCount: LSTMShape.vectors)
  let update = LaneBuffer(laneCount: LSTMShape.vectors)
  /// Its running means, which stay zero.
  let moments = LaneBuffer(laneCount: MomentWindow.chunkLanes)

  init(chunks: Int) {
    isIdle = Array(repeating: true, count: chunks)
  }

  /// Starts an episode: every state zero.
  func reset() {
    state.clear()
    isIdle = Array(repeating: true, count: isIdle.count)
  }

  func copy(from other: IdleChunks) {
    isIdle = other.isIdle
    state.copy(from: other.state)
  }

  /// Chunks that `gradient` is the first to reach are idle no more: their state is written to `states`.
  func wake(by gradient: LaneBuffer, states: LaneBuffer) {
    for chunk in isIdle.indices where isIdle[chunk] && Self.reaches(chunk, gradient) {
      copyState(of: chunk, to: states)
      isIdle[chunk] = false
    }
  }

  /// Writes the state of every idle chunk to `states`.
  func copyStates(to states: LaneBuffer) {
    for chunk in isIdle.indices where isIdle[chunk] { copyState(of: chunk, to: states) }
  }

  /// Whether a gradient of `chunk` is another than +0: −0 is not what the others met.
  private static func reaches(_ chunk: Int, _ gradient: LaneBuffer) -> Bool {
    (0..<LSTMShape.vectors).contains { vector in
      let values = gradient.lanes[chunk * LSTMShape.vectors + vector]
      return unsafeBitCast(values, to: SIMD16<UInt32>.self) != .zero
    }
  }

  private func copyState(of chunk: Int, to states: LaneBuffer) {
    (states.lanes + chunk * LSTMShape.stateLanes).update(
      from: state.lanes, count: LSTMShape.stateLanes)
  }
}
