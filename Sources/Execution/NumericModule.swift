import Datasets
import Differentiation
import Evaluation
import Kernels
import MetaTraining
import Optimizees
import Optimizers
import Sampling
import Statistics
import Suites

/// A module whose arithmetic decides bits of records, each after those that it imports.
package enum NumericModule: String, CaseIterable {
  case sampling = "Sampling"
  case statistics = "Statistics"
  case kernels = "Kernels"
  case differentiation = "Differentiation"
  case datasets = "Datasets"
  case optimizees = "Optimizees"
  case optimizers = "Optimizers"
  case evaluation = "Evaluation"
  case metaTraining = "MetaTraining"

  package var version: Int {
    switch self {
    case .sampling: Sampling.Arithmetic.version
    case .statistics: Statistics.Arithmetic.version
    case .kernels: Kernels.Arithmetic.version
    case .differentiation: Differentiation.Arithmetic.version
    case .datasets: Datasets.Arithmetic.version
    case .optimizees: Optimizees.Arithmetic.version
    case .optimizers: Optimizers.Arithmetic.version
    case .evaluation: Evaluation.Arithmetic.version
    case .metaTraining: MetaTraining.Arithmetic.version
    }
  }

  /// Names and versions, as keys have them.
  static func versions(_ modules: [NumericModule]) -> [String: Int] {
    Dictionary(uniqueKeysWithValues: modules.map { ($0.rawValue, $0.version) })
  }
}

extension NumericModule {
  /// What draws a function of a family and computes its gradient.
  static func modules(of family: any OptimizeeFamily) -> [NumericModule] {
    [.sampling, .kernels, .optimizees]
      + (family.usesDifferentiation ? [.differentiation] : [])
      + (family.data == nil ? [] : [.datasets])
  }
}

extension WorkArithmetic {
  /// The schedule of a meta learning rate and the draws of searches are of Statistics.
  static let ofThisProgram = WorkArithmetic(
    metaTraining: NumericModule.versions([
      .sampling, .statistics, .kernels, .optimizers, .evaluation, .metaTraining,
    ]),
    optimization: NumericModule.versions([.kernels, .optimizers, .evaluation]),
    minimisation: NumericModule.versions([.kernels, .evaluation]),
    randomSearch: NumericModule.versions([
      .sampling, .statistics, .kernels, .optimizers, .evaluation,
    ]))
}
