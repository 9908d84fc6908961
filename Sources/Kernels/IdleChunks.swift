/// The chunks whose coordinates have met no gradient since the episode began. They are all in one
/// state, which is advanced once a step for all of them.
///
/// Such are the first layer's weights of pixels that were black in every image so far: in MNIST a
/// tenth of all chunks over 100 steps. A lane computes the same wherever it stands, so the bits are
/// those of each chunk by itself.
final class IdleChunks {
  private(set) var isIdle: [Bool]
  private var numbers: [Int]
  private let state = LaneBuffer(laneCount: LSTMShape.stateLanes)
  private let gradient = LaneBuffer(laneCount: LSTMShape.vectors)
  /// What the last step gave every idle chunk, one row.
  let update = LaneBuffer(laneCount: LSTMShape.vectors)

  init(chunks: Int) {
    isIdle = Array(repeating: true, count: chunks)
    numbers = Array(0..<chunks)
  }

  /// Starts an episode: every state zero.
  func reset() {
    state.clear()
    isIdle = Array(repeating: true, count: isIdle.count)
    numbers = Array(isIdle.indices)
  }

  /// Chunks that `gradient` is the first to reach are idle no more: their state is written to `states`.
  func wake(by gradient: LaneBuffer, states: LaneBuffer) {
    let woken = numbers.filter { chunk in
      (0..<LSTMShape.vectors).contains { vector in
        // −0 is not the gradient that the others met.
        unsafeBitCast(gradient.lanes[chunk * LSTMShape.vectors + vector], to: SIMD16<UInt32>.self)
          != .zero
      }
    }
    if woken.isEmpty { return }
    for chunk in woken {
      isIdle[chunk] = false
      copyState(of: chunk, to: states)
    }
    numbers.removeAll { !isIdle[$0] }
  }

  /// One inner step with a gradient of zero; `x`, `previous` and `record` are room to work in.
  func advance(
    _ lstm: PackedLSTM, preprocessing: InputPreprocessing,
    constants: InputPreprocessing.Constants, x: LaneBuffer, previous: LaneBuffer, record: LaneBuffer
  ) {
    if numbers.isEmpty { return }
    preprocessing.apply(gradient.floats, constants: constants, to: x.lanes)
    previous.lanes.update(from: state.lanes, count: LSTMShape.stateLanes)
    lstm.forward(
      x: x.lanes, state: previous.lanes, next: state.lanes, record: record.lanes,
      update: update.lanes)
  }

  /// Writes the state of every idle chunk to `states`.
  func copyStates(to states: LaneBuffer) {
    for chunk in numbers { copyState(of: chunk, to: states) }
  }

  private func copyState(of chunk: Int, to states: LaneBuffer) {
    (states.lanes + chunk * LSTMShape.stateLanes).update(
      from: state.lanes, count: LSTMShape.stateLanes)
  }
}
