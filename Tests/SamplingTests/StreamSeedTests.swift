import Sampling
import Testing

/// Words pinned by `Tests/Oracles/sampling.py` (numpy 2.4.6).
@Suite struct StreamSeedTests {
  @Test(arguments: [
    (UInt64(0), StreamRole.metaTrainFunction, 0, UInt32(0xe0ba_8a7d)),
    (0, .metaTestFunction, 7, 0xd5e3_828b),
    (1, .metaTrainFunction, 0, 0x7efd_aa66),
    (.max, .permutation, StreamSeed.indexLimit - 1, 0xbf7f_b4a8),
  ])
  func seedsAreTheSameEverywhere(suiteSeed: UInt64, role: StreamRole, index: Int, word: UInt32) {
    #expect(StreamSeed.word(suiteSeed: suiteSeed, role: role, index: index) == word)
  }

  @Test(arguments: [UInt64(0), 1, 7, 0x1234_5678_9abc_def0, .max])
  func noTwoStreamsOfASuiteShareASeed(suiteSeed: UInt64) {
    let low = Array(0..<4_000)
    let spread = Array(stride(from: 4_000, to: StreamSeed.indexLimit, by: 65_521))
    let indices = low + spread + [StreamSeed.indexLimit - 1]
    var words: [UInt32] = []
    for role in StreamRole.allCases {
      for index in indices {
        words.append(StreamSeed.word(suiteSeed: suiteSeed, role: role, index: index))
      }
    }
    words.sort()
    #expect(words.first != 0)
    #expect(zip(words, words.dropFirst()).allSatisfy { $0 < $1 })
  }

  @Test func theNamePermutedToZeroTakesTheSeedNobodyElseHas() {
    let (suiteSeed, role, index) = (UInt64(7), StreamRole.metaTestMinibatches, 129_758_575)
    let name = role.rawValue << StreamSeed.indexBits | UInt32(index)
    #expect(StreamSeed.permute(name, key: suiteSeed) == 0)

    let standIn = StreamSeed.word(suiteSeed: suiteSeed, role: role, index: index)
    #expect(standIn == 0x65ed_c99f)
    #expect(standIn == StreamSeed.permute(0, key: suiteSeed))
    #expect(StreamRole.allCases.allSatisfy { $0.rawValue != 0 }, "the word 0 must not be a name")
  }

  @Test func everyRoleFitsAboveTheIndexBits() {
    let limit = UInt32(1) << (32 - StreamSeed.indexBits)
    #expect(StreamRole.allCases.allSatisfy { $0.rawValue < limit })
    #expect(Set(StreamRole.allCases.map(\.rawValue)).count == StreamRole.allCases.count)
  }

  @Test func indicesOutsideTheRangeAreRefused() async {
    await #expect(processExitsWith: .failure) {
      _ = StreamSeed.word(
        suiteSeed: 0, role: .metaTestFunction, index: StreamSeed.indexLimit)
    }
    await #expect(processExitsWith: .failure) {
      _ = StreamSeed.word(suiteSeed: 0, role: .metaTestFunction, index: -1)
    }
  }
}
