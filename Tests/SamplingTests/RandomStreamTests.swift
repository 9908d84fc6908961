import Sampling
import TestSupport
import Testing

/// Draws pinned by `Tests/Oracles/sampling.py` (numpy 2.4.6), but for GSL's published word.
@Suite struct RandomStreamTests {
  private func stream() -> RandomStream {
    RandomStream(suiteSeed: 0, role: .metaTestFunction, index: 7)
  }

  @Test func firstWordOfSeedZeroIsTheOneOfTheGSLManual() {
    #expect(RandomStream(word: 0).word() == 4_293_858_116)
    #expect(RandomStream(word: 4357).word() == 4_293_858_116)
  }

  @Test func uniformDrawsHaveGoldenBits() {
    let stream = stream()
    let bits = (0..<4).map { _ in stream.uniform().bitPattern }
    let golden = Golden<[UInt64]>(
      [
        0x3FD9_B2D3_8F40_0000, 0x3FE1_490A_5A60_0000, 0x3FCC_2358_BE80_0000,
        0x3FBD_ABA0_0300_0000,
      ], 1)
    #expect(golden.flaw(of: bits, by: Arithmetic.version) == nil)
  }

  @Test func gaussianDrawsHaveGoldenBits() {
    let stream = stream()
    let bits = (0..<6).map { _ in stream.gaussian().bitPattern }
    let golden = Golden<[UInt64]>(
      [
        0x3FBD_7A0E_08E0_39D2, 0xBFEB_0745_163B_7FE0, 0x3FE3_3A87_94A7_6FCE,
        0x3FE1_84A9_8926_2469, 0xBFF2_2169_0F52_C7A6, 0xBFB3_2CDE_0AAE_1D13,
      ], 1)
    #expect(golden.flaw(of: bits, by: Arithmetic.version) == nil)
  }

  @Test func gaussianDrawsScaleWithTheStandardDeviation() {
    let stream = stream()
    #expect(stream.gaussian(standardDeviation: 0.01).bitPattern == 0x3F52_DD79_9F47_D316)
    #expect(stream.gaussian(standardDeviation: 0.01).bitPattern == 0xBF81_4C55_2CF2_E133)
  }

  @Test func integerDrawsAreGolden() {
    let stream = stream()
    let draws = (0..<12).map { _ in stream.integer(below: 10) }
    let golden = Golden([4, 5, 2, 1, 1, 0, 9, 1, 4, 6, 8, 9], 1)
    #expect(golden.flaw(of: draws, by: Arithmetic.version) == nil)
    #expect(stream.integer(below: Int(UInt32.max)) == 1_803_954_468)
  }

  @Test func everyIntegerBelowTheLimitTurnsUp() {
    let stream = stream()
    var counts = [Int](repeating: 0, count: 7)
    for _ in 0..<7_000 { counts[stream.integer(below: 7)] += 1 }
    #expect(counts.allSatisfy { 850 < $0 && $0 < 1_150 })
    #expect(stream.integer(below: 1) == 0)
  }

  /// Mean and variance of 20,000 draws, each within five of its standard errors.
  @Test func gaussianDrawsHaveTheMomentsOfTheNormal() {
    let stream = stream()
    let draws = (0..<20_000).map { _ in stream.gaussian() }
    let mean = draws.reduce(0, +) / 20_000
    let variance = draws.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 20_000
    #expect(abs(mean) < 0.035)
    #expect(abs(variance - 1) < 0.05)
  }

  @Test func suiteSeedZeroIsLegalAndDiffersFromOthers() {
    let streams = [UInt64(0), 4357, 1, .max].map {
      RandomStream(suiteSeed: $0, role: .metaParameters, index: 0)
    }
    #expect(Set(streams.map { $0.word() }).count == 4)
  }

  @Test func drawsDoNotDependOnThreadsOrOrder() async {
    func draws(of index: Int) -> [UInt64] {
      let stream = RandomStream(suiteSeed: 3, role: .metaTrainFunction, index: index)
      return (0..<50).map { draw in
        draw.isMultiple(of: 2) ? stream.uniform().bitPattern : stream.gaussian().bitPattern
      }
    }
    let inOrder = (0..<64).map(draws)
    let concurrent = await withTaskGroup(of: (Int, [UInt64]).self) { group in
      for index in (0..<64).reversed() { group.addTask { (index, draws(of: index)) } }
      var collected = [[UInt64]](repeating: [], count: 64)
      for await (index, values) in group { collected[index] = values }
      return collected
    }
    #expect(concurrent == inOrder)
  }

  @Test func interleavedStreamsDoNotDisturbEachOther() {
    let (first, second) = (stream(), stream())
    let alone = (0..<10).map { _ in stream().word() }
    #expect(Set(alone).count == 1)
    let pairs = (0..<10).map { _ in (first.word(), second.word()) }
    #expect(pairs.allSatisfy { $0.0 == $0.1 })
  }

  @Test func integerLimitsOutsideTheRangeAreRefused() async {
    await #expect(processExitsWith: .failure) { _ = RandomStream(word: 1).integer(below: 0) }
    await #expect(processExitsWith: .failure) {
      _ = RandomStream(word: 1).integer(below: Int(UInt32.max) + 1)
    }
  }
}
