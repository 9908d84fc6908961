/// The versions of the arithmetic that each kind of work runs beside that of its optimizees, by numeric
/// module. A key has the versions of exactly the modules that its cell runs.
public struct WorkArithmetic: Equatable, Sendable {
  /// Of searches, meta-training runs and studies.
  public var metaTraining: [String: Int]
  /// Of tunings on a grid, and of evaluations of learned and hand-designed optimizers.
  public var optimization: [String: Int]
  /// Of evaluations of minimisers.
  public var minimisation: [String: Int]
  /// Of tunings by random search.
  public var randomSearch: [String: Int]

  public init(
    metaTraining: [String: Int] = [:], optimization: [String: Int] = [:],
    minimisation: [String: Int] = [:], randomSearch: [String: Int] = [:]
  ) {
    self.metaTraining = metaTraining
    self.optimization = optimization
    self.minimisation = minimisation
    self.randomSearch = randomSearch
  }

  subscript(work: Cell.Work) -> [String: Int] {
    switch work {
    case .search, .metaTraining, .study: metaTraining
    case .evaluation(let cell) where cell.source == .minimiser: minimisation
    case .tuning(let cell):
      switch cell.method {
      case .grid: optimization
      case .randomSearch, .learned: randomSearch
      case .external(let external):
        if case .grid = external.tuning { optimization } else { randomSearch }
      }
    case .evaluation: optimization
    }
  }
}
