import Results
import Sampling
import Statistics

/// One run of a made-up suite, as a gate sees it.
struct Run {
  var manifest: Manifest
  var records: [Record]

  var pair: (manifest: Manifest, records: [Record]) { (manifest, records) }
}

/// A population of optimizers to draw runs from: ln(loss) is the function's difficulty, the
/// optimizer's level, the meta-seed's own level (learned only) and a rest.
struct Population {
  var functions = 40
  var metaSeeds = 5
  var learned = 3
  var handDesigned = 3
  /// Standard deviations of ln(loss).
  var metaSeedSpread = 0.05
  var rest = 0.1
  var margin = 0.05

  /// Draws a run; `factor` multiplies every loss of learned optimizers.
  func run(from stream: RandomStream, factor: Double = 1) -> Run {
    var records: [Record] = []
    for optimizer in 0..<(learned + handDesigned) {
      let isLearned = optimizer < learned
      for metaSeed in 0..<(isLearned ? metaSeeds : 1) {
        let own = isLearned ? stream.gaussian(standardDeviation: metaSeedSpread) : 0
        let losses = (0..<functions).map { function -> Float? in
          let difficulty = Double(function % 7) / 3
          let logarithm = difficulty + own + stream.gaussian(standardDeviation: rest)
          return Float((isLearned ? factor : 1) * Elementary.exp(logarithm))
        }
        records.append(
          Self.record(
            "optimizer-\(optimizer)", metaSeed: isLearned ? metaSeed : nil, losses: losses))
      }
    }
    return Self.run(records, margin: margin)
  }

  static func run(_ records: [Record], margin: Double = 0.05) -> Run {
    let cells = records.map {
      Manifest.Cell(key: $0.key, label: $0.label, external: $0.external)
    }
    return Run(
      manifest: Manifest(
        suite: "synthetic", description: "", seed: 0, budgetMinutes: 1, suiteDigest: "",
        margin: margin, data: [], cells: cells, published: []),
      records: records)
  }

  static func record(
    _ optimizer: String, metaSeed: Int?, losses: [Float?], external: Bool = false
  ) -> Record {
    let label = "evaluate \(optimizer) \(metaSeed.map(String.init) ?? "")"
    let result = EvaluationResult(
      optimizer: optimizer, kind: metaSeed == nil ? .handDesigned : .learned, metaSeed: metaSeed,
      optimizee: "bowl", horizon: 10, learningRate: nil, finalLossWindow: 1, finalLosses: losses,
      areas: losses, divergences: [],
      trajectory: .init(mean: [], lowerQuartile: [], median: [], upperQuartile: []))
    return Record(
      suite: "synthetic", key: label, label: label, external: external,
      content: .evaluation(result))
  }
}

extension Record {
  /// The record with its evaluation changed.
  func changing(_ change: (inout EvaluationResult) -> Void) -> Record {
    guard case .evaluation(var result) = content else { return self }
    change(&result)
    var changed = self
    changed.content = .evaluation(result)
    return changed
  }
}

func stream(_ index: Int) -> RandomStream {
  RandomStream(suiteSeed: 42, role: .metaTestFunction, index: index)
}
