import MetaTraining
import Optimizers
import Settings
import Statistics
import Suites

/// Roughly how long cells take, so that time left can be told; results never depend on it.
struct CellCost {
  private let rules: [String: any LearnedRule]

  init(_ suite: Suite) { rules = suite.rules }

  /// Coordinate steps of a rule of relative cost 1 that a core does in a second, forward.
  private static let coordinateStepsPerSecond = 13e6
  /// Forward passes that a window takes as long as, there and back.
  private static let passesOfWindow = 4.0
  /// Coordinate steps of a hand-designed optimizer, gradients included.
  private static let handDesignedStepsPerSecond = 40e6
  /// A look at the held-out examples takes as long as this many such steps.
  private static let stepsPerHeldOut = 35

  /// Seconds of one core.
  func seconds(_ cell: Cell) -> Double {
    switch cell.work {
    case .search(let work): training(work.training, on: work.optimizees)
    case .metaTraining(let work): training(work.training, on: work.optimizees)
    case .tuning(let work):
      coordinateSteps(work.optimizee, work.horizon, work.functions)
        * work.points / stepsPerSecond(work.optimizer)
    case .evaluation(let work):
      coordinateSteps(work.optimizee, work.horizon, work.functions) / stepsPerSecond(work.optimizer)
        + coordinateSteps(
          work.optimizee, work.heldOutCheckpoints.count * Self.stepsPerHeldOut, work.functions)
        / Self.handDesignedStepsPerSecond
    case .study(let work): study(work) * (rules[work.optimizer]?.relativeCost ?? 1)
    }
  }

  /// Twice the passes of the pairs of one estimator for one way back, four estimators to a number of
  /// windows.
  private func study(_ work: StudyCell) -> Double {
    let settings = work.settings
    let pairs = coordinateSteps(
      work.optimizee, 2 * settings.pairs * work.training.distribution.horizon, settings.functions)
    let episodes = settings.referenceEpisodes + settings.episodes * (1 + 4 * settings.windows.count)
    return pairs * Double(episodes * EstimatorStudy.groups) / Self.coordinateStepsPerSecond
  }

  private func training(_ settings: TrainingSettings, on optimizees: [Suite.Optimizee]) -> Double {
    let epochs = Double(settings.schedule.epochs)
    return epochs * settings.meanOverStages { epoch(settings, of: $0, on: optimizees) }
  }

  /// One of `distribution`.
  private func epoch(
    _ settings: TrainingSettings, of distribution: Distribution, on optimizees: [Suite.Optimizee]
  ) -> Double {
    let episodes = Double(settings.functionsPerEpoch)
    let (rule, estimator) = (settings.learnedRule, settings.metaGradientEstimator)
    let passes = type(of: estimator).needsWindow ? Self.passesOfWindow : 1
    let episode =
      passes
      * Double(
        estimator.particles(of: rule) * estimator.innerSteps(ofHorizon: distribution.horizon))
    let coordinates = distribution.mean(over: optimizees) { Double($0.facts.parameterCount) }
    let validation = distribution.validationParts.reduce(0.0) { sum, part in
      sum
        + coordinateSteps(
          optimizees.named(part.optimizee), part.horizon, distribution.validation.functions)
    }
    return (episodes * episode * coordinates + validation) * rule.relativeCost
      / Self.coordinateStepsPerSecond
  }

  private func coordinateSteps(
    _ optimizee: Suite.Optimizee, _ steps: Int, _ functions: Int
  ) -> Double {
    Double(optimizee.facts.parameterCount) * Double(steps) * Double(functions)
  }

  private func stepsPerSecond(_ optimizer: String) -> Double {
    rules[optimizer].map { Self.coordinateStepsPerSecond / $0.relativeCost }
      ?? Self.handDesignedStepsPerSecond
  }
}
