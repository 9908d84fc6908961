import Optimizers
import Statistics

extension ProposedUpdates {
  /// The learned optimizer of a diagnosis beside SGD and Adam, with learning rates tuned on the
  /// optimizee where its surroundings know them, else 0.1 and 0.01.
  public init(
    of optimizer: LearnedOptimizer, diagnosis: Diagnosis, optimizee: String,
    surroundings: Surroundings
  ) {
    func rate(_ name: String, untuned: Float) -> (rate: Float, label: String) {
      let tuning = surroundings.tuning(
        of: name, on: optimizee, horizon: diagnosis.gradients.count)
      let rate = tuning.map { Float($0.learningRate) } ?? untuned
      let origin = tuning.map { "tuned at \($0.horizon)" } ?? "not tuned"
      return (rate, "\(name) \(Double(rate).text(digits: 2)), \(origin)")
    }
    let sgd = rate("sgd", untuned: 0.1)
    let adam = rate("adam", untuned: 0.01)
    self.init(
      of: [
        (surroundings.metaTraining?.optimizer ?? "learned", optimizer),
        (sgd.label, SGD(learningRate: sgd.rate)), (adam.label, Adam(learningRate: adam.rate)),
      ], gradients: diagnosis.gradients,
      sweep: Self.sweep(
        around: diagnosis.gradients, inDecades: optimizer.rule.seesDecades))
  }
}
