/// The part of the coordinates a metaGradient is taken from: of every large tensor each `stride`-th
/// chunk, counted `stride` times, and all of what is left.
///
/// A tensor is large when it has at least `stride` chunks; a chunk is its own when none of its
/// coordinates is another tensor's. Chunks of large tensors are taken in turn: `stride` samples with the
/// offsets 0 ..< stride take each once, so that the mean of their metaGradients at the same
/// metaParameters is the metaGradient of all coordinates.
public struct CoordinateSample: Sendable {
  public let stride: Int
  /// For every chunk its number within its large tensor; nil for those that are always taken.
  private let ranks: [Int?]

  /// `tensors` are the sizes of all tensors, one after another from the first coordinate on.
  public init(stride: Int, tensors: [Int]) {
    precondition(stride > 0)
    self.stride = stride
    let chunks = (tensors.reduce(0, +) + LSTMShape.chunk - 1) / LSTMShape.chunk
    var ranks = [Int?](repeating: nil, count: chunks)
    var end = 0
    for size in tensors {
      let start = end
      end += size
      guard size >= stride * LSTMShape.chunk else { continue }
      let first = (start + LSTMShape.chunk - 1) / LSTMShape.chunk
      for chunk in first..<end / LSTMShape.chunk { ranks[chunk] = chunk - first }
    }
    self.ranks = ranks
  }

  /// How often `chunk` counts in the sample of `offset`, a number below `stride`: 0 is not at all.
  func weight(ofChunk chunk: Int, offset: Int) -> Float {
    guard let rank = ranks[chunk] else { return 1 }
    return rank % stride == offset ? Float(stride) : 0
  }
}
