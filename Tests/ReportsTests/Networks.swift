import Results

/// A suite on networks of several sizes, with published final losses, held-out measurements, and a
/// learned optimizer that is good on small networks and diverges on a large one.
enum Networks {
  static let names = ["bowl-mlp-20", "bowl-mlp-5", "bowl-mlp-10", "bowl-mlp-5-5", "bowl-mlp-10-10"]

  static func manifest() -> Manifest {
    var manifest = Fixture.manifest()
    manifest.cells = records().map { .init(key: $0.key, label: $0.label, external: $0.external) }
    manifest.published = []
    manifest.publishedFinalLosses = [
      PublishedFinalLosses(
        figure: "fig6", horizon: Fixture.horizon,
        points: names.flatMap { name in
          [
            .init(optimizer: "LSTM", optimizee: name, loss: 0.045),
            .init(optimizer: "NAG", optimizee: name, loss: 0.01),
          ]
        })
    ]
    return manifest
  }

  static func records() -> [Record] {
    let finals = [0.04, 0.02, 0.03, 0.2, 0.3]
    var records = [trained()]
    for (name, final) in zip(names, finals) {
      for metaSeed in 0..<3 {
        let lost = name == "bowl-mlp-10-10" && metaSeed == 1 ? [0, 7] : []
        records.append(
          measured(
            Fixture.evaluation(
              "lstm", metaSeed: metaSeed, on: name, final: final + 0.002 * Double(metaSeed),
              diverged: lost)))
      }
      records.append(measured(Fixture.evaluation("nag", on: name, final: 0.06)))
      records.append(measured(Fixture.evaluation("sgd", on: name, final: 0.5)))
    }
    return records
  }

  /// Held-out loss 0.5 and accuracy 0.75 on every function that got there.
  private static func measured(_ record: Record) -> Record {
    guard case .evaluation(var result) = record.content else { return record }
    result.heldOut = [
      .init(
        updates: Fixture.horizon, losses: result.finalLosses.map { $0.map { _ in 0.5 } },
        accuracies: result.finalLosses.map { $0.map { _ in 0.75 } })
    ]
    var measured = record
    measured.content = .evaluation(result)
    return measured
  }

  private static func trained() -> Record {
    let epoch = MetaTrainingResult.Epoch(
      metaSteps: 0, trainingLoss: nil, validationLoss: 1, largestMetaGradientNorm: nil)
    return Record(
      suite: Fixture.suite, key: "trained", label: "meta-train lstm", external: false,
      content: .metaTraining(
        MetaTrainingResult(
          optimizer: "lstm", optimizee: "bowl-mlp-20", metaSeed: 0, metaLearningRate: 0.01,
          epochs: [epoch], bestEpoch: 0, stopped: "epochs", skippedWindows: 0, metaSteps: 30,
          optimizerFile: "lstm-0.safetensors", optimizerDigest: String(repeating: "cd", count: 32)
        )))
  }
}
