import Kernels
import Optimizees
import Sampling
import Synchronization
import Testing

@Suite struct MinibatchSequenceTests {
  private func sequence(seed: UInt64 = 1) -> MinibatchSequence {
    MinibatchSequence(
      from: { RandomStream(suiteSeed: seed, role: .metaTestMinibatches, index: 0) },
      pool: 100..<1100, size: 8)
  }

  @Test func stepsInAnyOrderHaveTheSameExamples() {
    let forward = sequence()
    let expected = (0..<300).map { forward.examples(of: $0) }
    #expect(Set(expected).count == 300)
    let other = sequence()
    // Within the steps that are kept, far behind them, and far ahead.
    for step in [5, 0, 3, 3, 70, 69, 7, 299, 236, 235, 0, 298] {
      #expect(other.examples(of: step) == expected[step], "step \(step)")
    }
  }

  @Test func threadsSeeTheSameExamples() {
    let expected = (0..<200).map { sequence().examples(of: $0) }
    let shared = sequence()
    let differing = Atomic(0)
    ParallelLoop(threads: 4).run(4) { particle, _ in
      for step in 0..<200 where shared.examples(of: step) != expected[step] {
        differing.add(1, ordering: .relaxed)
      }
    }
    #expect(differing.load(ordering: .relaxed) == 0)
  }

  @Test func seedsDiffer() {
    #expect(sequence().examples(of: 0) != sequence(seed: 2).examples(of: 0))
  }
}
