import Testing

@testable import Kernels

@Suite struct CoordinateSampleTests {
  /// Chunks of 32 coordinates: 0 to 9 of the first tensor, 10 shared, 11 to 12 of the second, which is
  /// too small for a stride of 4, 13 shared, 14 to 18 of the third, 19 shared with nobody but the end.
  static let tensors = [330, 90, 200]

  static func weights(stride: Int, offset: Int) -> [Float] {
    let sample = CoordinateSample(stride: stride, tensors: tensors)
    return (0..<20).map { sample.weight(ofChunk: $0, offset: offset) }
  }

  @Test func chunksOfLargeTensorsAreTakenInTurn() {
    #expect(
      Self.weights(stride: 4, offset: 0)
        == [4, 0, 0, 0, 4, 0, 0, 0, 4, 0, 1, 1, 1, 1, 4, 0, 0, 0, 4, 1])
    #expect(
      Self.weights(stride: 4, offset: 3)
        == [0, 0, 0, 4, 0, 0, 0, 4, 0, 0, 1, 1, 1, 1, 0, 0, 0, 4, 0, 1])
  }

  @Test(arguments: [1, 2, 3, 7, 11])
  func allOffsetsTogetherCountEveryChunkAlike(stride: Int) {
    for chunk in 0..<20 {
      let weights = (0..<stride).map { Self.weights(stride: stride, offset: $0)[chunk] }
      #expect(weights.reduce(0, +) == Float(stride), "chunk \(chunk)")
    }
  }

  @Test func tensorsOfFewerChunksThanTheStrideAreTakenWhole() {
    #expect(Self.weights(stride: 11, offset: 5) == Array(repeating: 1, count: 20))
  }
}
