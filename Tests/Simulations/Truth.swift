import Sampling
import Statistics

/// Benchmarks of known truth: a learned optimizer with a meta-seed effect and a rival without, on
/// functions that both meet.
struct Truth {
  var metaSeeds = 5
  var functions = 16
  var metaSeedSpread = 0.3
  /// ln(learned / rival).
  var shift = 0.0

  func draw(from stream: RandomStream) -> (learned: Samples, rival: Samples) {
    let difficulty = (0..<functions).map { _ in stream.gaussian() }
    let learned = (0..<metaSeeds).map { _ in
      let own = shift + stream.gaussian(standardDeviation: metaSeedSpread)
      return difficulty.map { $0 + own + stream.gaussian(standardDeviation: 0.3) }
    }
    let rival = [difficulty.map { $0 + stream.gaussian(standardDeviation: 0.3) }]
    return (Samples(learned), Samples(rival))
  }
}
