#if !DEBUG  // A meta step of this size takes half a minute in debug.
  import Kernels
  import Testing

  @testable import MetaTraining

  /// What is timed is the whole of a meta step.
  @Suite struct MetaStepBenchmarkTests {
    /// A chunk that meets no gradient is left out. None is, in as many meta steps as
    /// docs/performance.md times and warms up.
    @Test func leavesNoCoordinatesOut() throws {
      var benchmark = try #require(MetaStepBenchmark(.mnist, threads: 2))
      let chunks = stride(from: 0, to: benchmark.coordinates, by: LSTMShape.chunk)
      for step in 0..<24 {
        var gradients: [[Float]] = []
        benchmark.step { gradients.append($0.gradient) }
        let leftOut = chunks.count { start in
          let chunk = start..<min(start + LSTMShape.chunk, benchmark.coordinates)
          return gradients.dropFirst().allSatisfy { $0[chunk].allSatisfy { $0 == 0 } }
        }
        #expect(leftOut == 0, "meta step \(step)")
      }
    }
  }
#endif
