import Evaluation
import Optimizers

extension LearningRateTuning {
  /// Tunes the optimizers that `make` gives on the functions of `evaluator`.
  init(
    _ evaluator: Evaluator, grid: Grid, measured: [Point] = [],
    afterPoint: @escaping ([Point]) throws -> Void = { _ in },
    make: @escaping (_ learningRate: Float) throws -> any Optimizer
  ) throws {
    try self.init(grid: grid, measured: measured, afterPoint: afterPoint) {
      evaluator.finalLoss(of: try make(Float($0)))
    }
  }
}

extension RandomSearch {
  /// Measures `draws` on the functions of `evaluator`.
  init(
    _ evaluator: Evaluator, _ draws: [SettledRule], measured: [Point] = [],
    afterPoint: ([Point]) throws -> Void = { _ in }
  ) throws {
    try self.init(
      learningRates: draws.map(\.learningRate), measured: measured, afterPoint: afterPoint
    ) { evaluator.finalLoss(of: draws[$0].optimizer) }
  }
}
