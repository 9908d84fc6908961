import Results
import Sampling
import Statistics

/// One run of a made-up suite, as a gate sees it.
public struct Run: Sendable {
  public var manifest: Manifest
  public var records: [Record]

  public init(manifest: Manifest, records: [Record]) {
    self.manifest = manifest
    self.records = records
  }

  public var pair: (manifest: Manifest, records: [Record]) { (manifest, records) }
}

/// A population of optimizers to draw runs from: ln(loss) is the function's difficulty, the
/// optimizer's level, the meta-seed's own level (learned only) and a rest.
public struct Population: Sendable {
  public var functions: Int
  public var metaSeeds = 5
  public var learned: Int
  public var handDesigned = 3
  /// Standard deviations of ln(loss).
  public var metaSeedSpread = 0.05
  public var rest = 0.1
  public var margin = 0.05

  public init(functions: Int = 40, learned: Int = 3) {
    self.functions = functions
    self.learned = learned
  }

  /// Draws a run; `factor` multiplies every loss of learned optimizers.
  public func run(from stream: RandomStream, factor: Double = 1) -> Run {
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

  public static func run(_ records: [Record], margin: Double = 0.05) -> Run {
    let cells = records.map {
      Manifest.Cell(key: $0.key, label: $0.label, external: $0.external)
    }
    return Run(
      manifest: Manifest(
        suite: "synthetic", description: "", seed: 0, budgetMinutes: 1, suiteDigest: "",
        margin: margin, data: [], cells: cells, published: []),
      records: records)
  }

  public static func record(
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
