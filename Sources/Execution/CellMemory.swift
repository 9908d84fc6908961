import Evaluation
import MetaTraining
import Optimizers
import Settings
import Suites

/// The bytes that a cell's large buffers take: a lower bound, without the program, data sets and what
/// functions keep of their own.
struct CellMemory {
  private let rules: [String: any LearnedRule]

  init(_ suite: Suite) { rules = suite.rules }

  private static let float = 4.0
  private static let double = 8.0
  /// Parameters, gradient and update.
  private static let innerLoop = 3.0

  func bytes(_ cell: Cell) -> Double {
    switch cell.work {
    case .search(let work): training(work.training, on: work.optimizees)
    case .metaTraining(let work): training(work.training, on: work.optimizees)
    case .tuning(let work):
      trajectories(work.functions, work.horizon)
        + (cell.isExternal ? sideBySide(work.functions, of: work.optimizee) : 0)
    case .evaluation(let work) where work.isOfProcess:
      trajectories(work.functions, work.horizon)
        + sideBySide(work.functions, of: work.optimizee)
    case .evaluation(let work):
      trajectories(work.functions, work.horizon)
        + Self.float * Double(work.optimizee.facts.parameterCount)
        * (Self.innerLoop + Double(rules[work.optimizer]?.memoryPerCoordinate ?? 0))
    case .study(let work):
      Self.double * Double(EstimatorStudy.groups * (rules[work.optimizer]?.metaParameterCount ?? 0))
    }
  }

  /// Every particle has an inner loop and the rule's memory. A window keeps the gradients of all its steps
  /// beside, and the memory at its start. Every family has a window of its own, and
  /// another where the rule imitates.
  private func training(_ settings: TrainingSettings, on optimizees: [Suite.Optimizee]) -> Double {
    let distribution = settings.distribution(ofStage: settings.stages - 1)
    let trained = distribution.optimizees.map { optimizees.named($0.name).facts.parameterCount }
    let coordinates = Double(trained.reduce(0, +)) * Double(distribution.functions)
    let (rule, estimator) = (settings.learnedRule, settings.metaGradientEstimator)
    let memory = Double(rule.memoryPerCoordinate)
    let windows = settings.schedule.imitation == nil ? 1.0 : 2
    let window =
      type(of: estimator).needsWindow ? windows * (Double(estimator.unrollLength) + memory) : 0
    let particles = Double(estimator.particles(of: rule)) * (Self.innerLoop + memory)
    return Self.float * coordinates * (particles + window)
      + trajectories(
        distribution.validation.functions, distribution.validationParts.map(\.horizon).max() ?? 0)
  }

  /// Functions of an external optimizer, in one inner loop.
  private func sideBySide(_ functions: Int, of optimizee: Suite.Optimizee) -> Double {
    let parameters = optimizee.facts.parameterCount
    let coordinates = max(parameters, min(functions * parameters, Evaluator.coordinatesPerEpisode))
    return Self.float * Self.innerLoop * Double(coordinates)
  }

  /// The losses of all steps of all functions.
  private func trajectories(_ functions: Int, _ horizon: Int) -> Double {
    Self.float * Double(functions) * Double(horizon + 1)
  }
}

extension EvaluationCell {
  fileprivate var isOfProcess: Bool { if case .external = source { true } else { false } }
}
