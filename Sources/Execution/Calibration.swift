import Datasets
import Evaluation
import MetaTraining
import Optimizees
import Optimizers
import Settings
import Suites

/// How long cells take on this machine, measured on miniatures of them: the same rules on the same
/// optimizees, for a few steps of a few functions. Each pair is measured once, for some hundredths of a
/// second. Nothing is kept.
struct Calibration {
  private static let shortest = Duration.milliseconds(20)
  private static let steps = 20
  /// Coordinates side by side in a miniature, or one function.
  private static let coordinates = 100_000

  let suite: Suite
  let library: DataLibrary
  let registry: Registry
  private let clock = ContinuousClock()
  private var measured: [String: Double] = [:]
  private var untrained: [String: LearnedOptimizer] = [:]

  init(_ suite: Suite, library: DataLibrary, registry: Registry) {
    (self.suite, self.library, self.registry) = (suite, library, registry)
  }

  /// Seconds of one core.
  mutating func seconds(_ cell: Cell) throws -> Double {
    switch cell.work {
    case .search(let work): return try training(work.training, on: work.optimizees, in: cell)
    case .metaTraining(let work): return try training(work.training, on: work.optimizees, in: cell)
    case .tuning(let work):
      let step = try step(of: work.optimizer, on: work.optimizee, in: cell)
      return step * Double(work.functions * work.horizon) * work.points
    case .evaluation(let work):
      let step = try step(of: work.optimizer, on: work.optimizee, in: cell)
      return Double(work.functions)
        * (step * Double(work.horizon)
          + Double(work.heldOutCheckpoints.count)
          * (try look(at: work.optimizee, in: cell)))
    case .study: return CellCost(suite).seconds(cell)
    }
  }

  private mutating func training(
    _ training: TrainingSettings, on optimizees: [Suite.Optimizee], in cell: Cell
  ) throws -> Double {
    let (distribution, epochs) = (training.distribution, training.schedule.epochs)
    var steps: [String: (trained: Double, validated: Double)] = [:]
    for optimizee in optimizees {
      let isTrained = distribution.optimizees.contains { $0.name == optimizee.name }
      steps[optimizee.name] = (
        isTrained ? try functionStep(training, on: optimizee, in: cell) : 0,
        try step(of: cell.work.optimizer, on: optimizee, in: cell)
      )
    }
    let trained = distribution.mean(over: optimizees) { steps[$0.name]?.trained ?? 0 }
    return training.meanOverStages { stage in
      let validated = stage.validationParts.reduce(0.0) {
        $0 + (steps[$1.optimizee]?.validated ?? 0) * Double(stage.validation.functions * $1.horizon)
      }
      return Double(stage.horizon) * trained * Double(epochs * training.functionsPerEpoch)
        + Double(epochs + 1) * validated
    }
  }

  /// Seconds of an inner step of one function of an episode.
  private mutating func functionStep(
    _ training: TrainingSettings, on optimizee: Suite.Optimizee, in cell: Cell
  ) throws -> Double {
    let validation = try step(of: cell.work.optimizer, on: optimizee, in: cell)
    let miniature = Self.miniature(training, on: optimizee)
    let name = "window of \(cell.work.optimizer) on \(optimizee.name)"
    let functionStep =
      try measured[name]
      ?? {
        let untrained = try runner(cell).trainer(miniature, [optimizee], rate: 1e-6, run: 0)
        let epoch = time {
          var trainer = untrained
          trainer.runEpoch()
        }
        let steps = Double(miniature.distribution.horizon)
        return max(0, epoch / steps - validation) / Double(miniature.distribution.functions)
      }()
    measured[name] = functionStep
    return functionStep
  }

  /// An episode of some windows of some functions, one at least of each, and one function of
  /// meta-validation; it may be run any number of times.
  private static func miniature(
    _ training: TrainingSettings, on optimizee: Suite.Optimizee
  ) -> TrainingSettings {
    var miniature = training
    let unrollLength = training.metaGradientEstimator.unrollLength
    let horizon = min(training.distribution.horizon, unrollLength * max(1, steps / unrollLength))
    miniature.distribution.horizon = horizon
    miniature.distribution.functions = min(
      training.distribution.functions, max(1, steps * group(of: optimizee) / horizon))
    miniature.distribution.optimizees = [OptimizeeShare(optimizee.name)]
    miniature.distribution.validation = Validation(functions: 1)
    miniature.schedule = training.schedule.shortest
    return miniature
  }

  private static func group(of optimizee: Suite.Optimizee) -> Int {
    max(1, coordinates / max(1, optimizee.facts.parameterCount))
  }

  /// Seconds of an inner step of one function.
  private mutating func step(
    of optimizer: String, on optimizee: Suite.Optimizee, in cell: Cell
  ) throws -> Double {
    let name = "\(optimizer) on \(optimizee.name)"
    if let known = measured[name] { return known }
    let functions = min(64, Self.group(of: optimizee))
    let evaluator = try evaluator(optimizee, functions: functions, in: cell)
    let seconds: Double
    if let minimiser = Minimiser(rawValue: optimizer) {
      seconds = time { _ = try? evaluator.trajectories(of: minimiser) }
    } else if let rule = try rule(optimizer, in: cell) {
      seconds = time { _ = evaluator.trajectories(of: rule) }
    } else {
      throw ExecutionError.unknown(what: "optimizer", name: optimizer, cell: cell.label)
    }
    measured[name] = seconds / Double(functions * Self.steps)
    return seconds / Double(functions * Self.steps)
  }

  /// Seconds of a look at the held-out examples.
  private mutating func look(at optimizee: Suite.Optimizee, in cell: Cell) throws -> Double {
    let name = "held out of \(optimizee.name)"
    if let known = measured[name] { return known }
    let evaluator = try evaluator(optimizee, functions: 1, in: cell)
    guard let rule = registry.handDesigned("sgd", learningRate: 1e-6) else { return 0 }
    let without = time { _ = evaluator.trajectories(of: rule) }
    let with = time { _ = evaluator.trajectories(of: rule, heldOutAfter: [1, 2]) }
    measured[name] = max(0, with - without) / 2
    return max(0, with - without) / 2
  }

  private func evaluator(
    _ optimizee: Suite.Optimizee, functions: Int, in cell: Cell
  ) throws -> Evaluator {
    Evaluator(
      family: try runner(cell).family(optimizee), split: .metaValidation, functions: functions,
      horizon: Self.steps, suiteSeed: suite.head.seed, threads: 1)
  }

  private mutating func rule(_ name: String, in cell: Cell) throws -> (any Optimizer)? {
    if let known = untrained[name] { return known }
    if let frozen = suite.frozen.first(where: { $0.name == name }) {
      return try OptimizerFile(
        decoding: frozen.bytes, file: frozen.file, registry: registry
      ).optimizer
    }
    guard let learned = suite.learned.first(where: { $0.name == name }) else {
      // Nothing is known of an external optimizer before its process is started.
      let isExternal = suite.external.contains { $0.name == name }
      return registry.handDesigned(
        isExternal ? "sgd" : suite.ruleName(of: name), learningRate: 1e-6)
    }
    let rule = try runner(cell).trainer(
      Self.miniature(learned.training, on: learned.optimizees[0]), [learned.optimizees[0]],
      rate: 1e-6, run: 0
    ).best
    untrained[name] = rule
    return rule
  }

  private func runner(_ cell: Cell) -> CellRunner {
    CellRunner(
      suite: suite, cell: cell, library: library, registry: registry, threads: 1,
      records: { _ in throw ExecutionError.otherContent(cell: cell.label) },
      optimizerBytes: { _ in [] }, checkpoint: nil, report: { _ in })
  }

  /// The mean of as many runs of `body` as fit a moment, after one that is not counted.
  private func time(_ body: () -> Void) -> Double {
    body()
    let start = clock.now
    var runs = 0
    repeat {
      body()
      runs += 1
    } while start.duration(to: clock.now) < Self.shortest
    return start.duration(to: clock.now) / .seconds(1) / Double(runs)
  }
}
