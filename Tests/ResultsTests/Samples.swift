import Files
import Foundation

@testable import Results

/// A folder of one test, gone with it.
final class TemporaryFolder {
  let path: String

  init() throws {
    let template = "\(FileManager.default.temporaryDirectory.path)/l2l-results-XXXXXX"
    var bytes = Array(template.utf8CString)
    guard mkdtemp(&bytes) != nil else {
      throw FileError.system(operation: "make", path: template, code: errno)
    }
    path = String(decoding: bytes.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }
}

/// One record of each kind and the manifest that speaks of them.
enum Samples {
  static func key(_ digit: Character) -> String { String(repeating: digit, count: 64) }

  static let optimizerBytes = Array("weights".utf8)

  static let metaTraining = MetaTrainingResult(
    optimizer: "lstm", optimizee: "quadratic-uniform-10", metaSeed: 0, metaLearningRate: 0.003,
    epochs: [
      .init(metaSteps: 0, trainingLoss: nil, validationLoss: 0.5, largestMetaGradientNorm: nil),
      .init(metaSteps: 5, trainingLoss: 0.1, validationLoss: nil, largestMetaGradientNorm: 1e-7),
    ], bestEpoch: 0, stopped: "epochs", skippedWindows: 0, metaSteps: 5,
    optimizerFile: "lstm-0.safetensors", optimizerDigest: Digest.hexadecimal(of: optimizerBytes))

  static let tuning = TuningResult(
    optimizer: "adam", optimizee: "quadratic-uniform-10", horizon: 2, functions: 4,
    curve: [
      .init(learningRate: 0.01, meanFinalLoss: 0.3, diverged: 0),
      .init(learningRate: 0.1, meanFinalLoss: nil, diverged: 1),
    ], learningRate: 0.01, widenings: 0, gradientEvaluations: 16)

  static let randomSearch = TuningResult(
    optimizer: "adam-tuned", optimizee: "quadratic-uniform-10", horizon: 2, functions: 4,
    curve: [], learningRate: 0.03, widenings: 0, gradientEvaluations: 16,
    search: TuningResult.Search(
      rule: "adam",
      draws: [
        TuningResult.Draw(
          settings: ["learningRate": .number(0.7), "rateDecay": .text("constant")],
          meanFinalLoss: nil, diverged: 1),
        TuningResult.Draw(
          settings: ["learningRate": .number(0.03), "rateDecay": .text("linear")],
          meanFinalLoss: 0.25, diverged: 0),
      ], chosen: 1))

  static let evaluation = EvaluationResult(
    optimizer: "lstm", kind: .learned, metaSeed: 0, optimizee: "quadratic-uniform-10", horizon: 2,
    learningRate: nil, finalLossWindow: 1, finalLosses: [0.1, nil, .leastNonzeroMagnitude],
    areas: [-1, nil, -0.0], divergences: [.init(function: 1, firstBadStep: 2)],
    trajectory: .init(
      mean: [3, 2, 0.1], lowerQuartile: [1, 1, 0], median: [3, 2, 0.1], upperQuartile: [4, 3, 1]))

  static let search = SearchResult(
    optimizer: "lstm", optimizee: "quadratic-uniform-10", candidate: 0, metaLearningRate: 0.001,
    validationLoss: nil, metaSteps: 5)

  static let records = [
    record("a", "search lstm", .search(search)),
    record("b", "meta-train lstm", .metaTraining(metaTraining)),
    record("c", "tune adam on quadratic-uniform-10 at 2", .tuning(tuning)),
    record("d", "evaluate lstm", .evaluation(evaluation)),
    record("e", "evaluate bfgs2", .tuning(tuning), external: true),
  ]

  static func record(
    _ digit: Character, _ label: String, _ content: Record.Content, external: Bool = false
  ) -> Record {
    Record(suite: "sample", key: key(digit), label: label, external: external, content: content)
  }

  static let manifest = Manifest(
    suite: "sample", description: "a sample", seed: .max, budgetMinutes: 1,
    suiteDigest: key("f"), margin: 0.05, data: [], metaTraining: ["one function"],
    cells: records.map { .init(key: $0.key, label: $0.label, external: $0.external) },
    published: [
      PublishedFigure(
        figure: "fig4", optimizee: "quadratic-uniform-10", horizon: 2,
        curves: [.init(optimizer: "LSTM", updates: [0, 2], losses: [1, 0.5])])
    ],
    publishedFinalLosses: [
      PublishedFinalLosses(
        figure: "fig6", horizon: 2,
        points: [.init(optimizer: "LSTM", optimizee: "quadratic-uniform-10", loss: 0.5)])
    ])

  /// A folder with all of the above in it.
  static func fill(_ folder: String) throws {
    let writer = try StoreWriter(folder: folder, suite: "sample")
    try writer.write(manifest)
    _ = try writer.writeOptimizer(optimizerBytes, file: metaTraining.optimizerFile)
    for record in records { try writer.write(record) }
  }
}
