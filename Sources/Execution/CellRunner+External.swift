import Evaluation
import ExternalOptimizers
import Results
import Sampling
import Settings
import Suites

extension CellRunner {
  /// Runs `body` with a process of the optimizer.
  func withProcess<Result>(
    _ external: ExternalOptimizer, _ body: (ExternalProcess) throws -> Result
  ) throws -> Result {
    let command = ExternalCommand(
      name: external.name, settings: external.tuning.names, words: external.command,
      folder: suite.folder, timeLimit: external.timeLimit)
    return try processes.withProcess(command, body)
  }

  func tune(
    _ external: ExternalOptimizer, by process: ExternalProcess, on evaluator: Evaluator,
    _ result: inout TuningResult
  ) throws {
    switch external.tuning {
    case .grid(let settings):
      try tuneRate(on: settings.grid, &result) {
        try evaluator.finalLoss(
          of: process, settings: [ExternalOptimizer.learningRate: $0])
      }
    case .randomSearch(let settings, let drawn):
      let draws = settingsStreams(settings.draws).map { stream in
        Dictionary(
          drawn.map { ($0.name, $0.bounds.logUniform(at: stream.uniform())) },
          uniquingKeysWith: { $1 })
      }
      try search(
        draws.map {
          Drawn(
            rule: external.name, learningRate: $0[ExternalOptimizer.learningRate] ?? 0,
            settings: $0.mapValues(SettingValue.number))
        }, &result
      ) { try evaluator.finalLoss(of: process, settings: draws[$0]) }
    }
  }
}

extension TuningResult {
  /// What an external optimizer is told in its episodes.
  var externalSettings: [String: Double] {
    guard let search else { return [ExternalOptimizer.learningRate: learningRate] }
    return search.draws[search.chosen].settings.compactMapValues {
      if case .number(let number) = $0 { number } else { nil }
    }
  }
}
