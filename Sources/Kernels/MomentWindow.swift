/// What a window of RNNprop keeps beside the states of its LSTM: the running means of every coordinate, and
/// the squashed outputs of its steps.
///
/// The means depend on gradients alone, which are constants on the way back (the first-order
/// meta-gradient). So the backward pass has them again from those at the window's start.
final class MomentWindow {
  private let decays: MomentDecays
  private let steps: Int
  /// Rows m and v at the window's start, and now: [chunk][2] rows. Those of idle chunks are zero.
  private let start: LaneBuffer
  private let current: LaneBuffer
  /// β₁ᵗ and β₂ᵗ, by repeated multiplication.
  private var powers = (mean: 1.0, square: 1.0)
  /// Of each step so far; of the last step alone where a window has no steps.
  private var normalizations: [GradientNormalization] = []
  /// tanh(a) of each step: [steps][coordinates, padded].
  private let outputs: [LaneBuffer]

  /// `Lanes` of a chunk's m and v, and of its features.
  static let chunkLanes = 2 * LSTMShape.vectors

  init(_ decays: MomentDecays, chunks: Int, steps: Int) {
    self.decays = decays
    self.steps = steps
    start = LaneBuffer(laneCount: chunks * Self.chunkLanes)
    current = LaneBuffer(laneCount: chunks * Self.chunkLanes)
    outputs = (0..<max(steps, 1)).map { _ in LaneBuffer(laneCount: chunks * LSTMShape.vectors) }
  }
}

extension MomentWindow {
  /// Starts an episode: all means zero.
  func reset() {
    start.clear()
    current.clear()
    powers = (1, 1)
    normalizations = []
  }

  /// Starts the next window where the last one ended.
  func begin() {
    start.copy(from: current)
    normalizations = []
  }

  /// Takes over the running means, as they are between two windows or, without steps, two inner steps.
  func copy(from other: MomentWindow) {
    current.copy(from: other.current)
    powers = other.powers
  }

  /// Starts the next inner step.
  func advance() {
    powers = (powers.mean * decays.mean, powers.square * decays.square)
    if steps == 0 { normalizations = [] }
    normalizations.append(GradientNormalization(decays, powers: powers))
  }

  /// That of the window's `step`.
  func normalization(ofStep step: Int) -> GradientNormalization {
    normalizations[steps == 0 ? 0 : step]
  }

  /// The rows m and v of a chunk.
  func moments(ofChunk chunk: Int) -> UnsafeMutablePointer<Lanes> {
    current.lanes + chunk * Self.chunkLanes
  }

  /// Writes those at the window's start to `moments`.
  func copyStart(ofChunk chunk: Int, to moments: LaneBuffer) {
    moments.lanes.update(from: start.lanes + chunk * Self.chunkLanes, count: Self.chunkLanes)
  }

  /// The row tanh(a) of a chunk's step.
  func output(ofChunk chunk: Int, step: Int) -> UnsafeMutablePointer<Lanes> {
    outputs[steps == 0 ? 0 : step].lanes + chunk * LSTMShape.vectors
  }
}
