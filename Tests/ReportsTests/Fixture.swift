import Results

/// A small suite with everything a report shows: a learned optimizer of three meta-seeds, hand-designed
/// ones, a divergence, an edge, a published curve, a second-order reference, a missing cell.
enum Fixture {
  static let suite = "synthetic"
  static let functions = 24
  static let horizon = 40

  static func manifest() -> Manifest {
    var cells = records().map {
      Manifest.Cell(key: $0.key, label: $0.label, external: $0.external)
    }
    cells.append(.init(key: "missing", label: "evaluate adam on bowl-40 at 40", external: false))
    return Manifest(
      suite: suite, description: "Made-up losses that exercise every part of a report.", seed: 7,
      budgetMinutes: 2, suiteDigest: String(repeating: "ab", count: 32), margin: 0.05,
      data: ["bowl: no data, functions are drawn from the suite seed."],
      metaTraining: ["`lstm`: one function of `bowl-10` an episode"], cells: cells,
      published: [
        PublishedFigure(
          figure: "fig4-bowl", optimizee: "bowl-10", horizon: horizon,
          curves: [
            .init(optimizer: "ADAM", updates: [0, 10, 20, 40], losses: [3.3, 1.1, 0.4, 0.09]),
            .init(optimizer: "LSTM", updates: [1, 10, 20, 40], losses: [2.9, 0.8, 0.2, 0.05]),
          ])
      ])
  }

  static func records() -> [Record] {
    var records = metaTraining() + tuning()
    for (optimizee, scale) in [("bowl-10", 1.0), ("bowl-40", 2.5)] {
      for metaSeed in 0..<3 {
        let final = scale * (0.04 + 0.004 * Double(metaSeed)) * (scale > 2 ? 3 : 1)
        records.append(evaluation("lstm", metaSeed: metaSeed, on: optimizee, final: final))
      }
      for (optimizer, final) in [("adam", 0.09), ("nag", 0.08), ("sgd", 0.2)]
      where (optimizer, optimizee) != ("adam", "bowl-40") {
        let diverged = (optimizer, optimizee) == ("sgd", "bowl-40") ? [5] : []
        records.append(
          evaluation(optimizer, on: optimizee, final: scale * final, diverged: diverged))
      }
      records.append(evaluation("bfgs2", on: optimizee, final: 1e-6 * scale, external: true))
    }
    return records
  }

  static func evaluation(
    _ optimizer: String, metaSeed: Int? = nil, on optimizee: String, final: Double,
    diverged: [Int] = [], external: Bool = false
  ) -> Record {
    var generator = Congruential(state: UInt64(optimizer.utf8.reduce(0) { $0 * 31 + Int($1) }))
    var losses = (0..<functions).map { function -> Float? in
      let difficulty = 0.5 + Double(function % 8) / 7
      return Float(final * difficulty * (0.9 + 0.2 * generator.uniform()))
    }
    for function in diverged { losses[function] = nil }
    let mean = (0...horizon).map { update in
      let left = Double(horizon - update) / Double(horizon)
      return Float(final + 3.3 * left * left * left * left)
    }
    let label =
      "evaluate \(optimizer)\(metaSeed.map { " \($0)" } ?? "") on \(optimizee) at \(horizon)"
    return record(
      label,
      .evaluation(
        EvaluationResult(
          optimizer: optimizer, kind: optimizer == "lstm" ? .learned : .handDesigned,
          metaSeed: metaSeed, optimizee: optimizee, horizon: horizon,
          learningRate: metaSeed == nil && !external ? 0.01 : nil, finalLossWindow: 1,
          finalLosses: losses, areas: losses.map { $0.map { -1 - $0 } },
          divergences: diverged.map { .init(function: $0, firstBadStep: 17) },
          trajectory: .init(mean: mean, lowerQuartile: mean, median: mean, upperQuartile: mean))),
      external: external)
  }

  private static func metaTraining() -> [Record] {
    let search = (0..<2).map { candidate in
      record(
        "search lstm \(candidate)",
        .search(
          SearchResult(
            optimizer: "lstm", optimizee: "bowl-10", candidate: candidate,
            metaLearningRate: 0.003 + 0.03 * Double(candidate),
            validationLoss: candidate == 0 ? 0.05 : nil, metaSteps: 200)))
    }
    let runs = (0..<3).map { metaSeed in
      record(
        "meta-train lstm \(metaSeed)",
        .metaTraining(
          MetaTrainingResult(
            optimizer: "lstm", optimizee: "bowl-10", metaSeed: metaSeed, metaLearningRate: 0.003,
            epochs: [
              .init(
                metaSteps: 0, trainingLoss: nil, validationLoss: 3.1, largestMetaGradientNorm: nil),
              .init(
                metaSteps: 500, trainingLoss: 1.25, validationLoss: 0.045,
                largestMetaGradientNorm: 12.5),
            ],
            bestEpoch: 1, stopped: "epochs", skippedWindows: metaSeed, metaSteps: 500,
            optimizerFile: "lstm-\(metaSeed).safetensors",
            optimizerDigest: String(repeating: "cd", count: 32))))
    }
    return search + runs
  }

  private static func tuning() -> [Record] {
    [("adam", 0.1), ("nag", 0.01)].map { optimizer, chosen in
      record(
        "tune \(optimizer) on bowl-10 at \(horizon)",
        .tuning(
          TuningResult(
            optimizer: optimizer, optimizee: "bowl-10", horizon: horizon, functions: 8,
            curve: [
              .init(learningRate: 0.001, meanFinalLoss: 0.5, diverged: 0),
              .init(learningRate: 0.01, meanFinalLoss: 0.2, diverged: 0),
              .init(learningRate: 0.1, meanFinalLoss: chosen == 0.1 ? 0.09 : nil, diverged: 3),
            ],
            learningRate: chosen, widenings: 1, gradientEvaluations: 960)))
    }
  }

  private static func record(
    _ label: String, _ content: Record.Content, external: Bool = false
  ) -> Record {
    Record(
      suite: suite, key: "key of \(label)", label: label, external: external, content: content)
  }
}

/// Knuth's MMIX generator: enough to make losses differ.
private struct Congruential {
  var state: UInt64

  mutating func uniform() -> Double {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Double(state >> 11) * 0x1p-53
  }
}
