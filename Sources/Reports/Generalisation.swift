import Results
import Statistics

/// One optimizer in one line of the generalisation matrix.
struct Generalisation {
  var row: FinalLossRow
  /// Mean final loss here over that of the same optimizer on the training distribution: the optimizee
  /// it was meta-trained on, at the same horizon, or at the first one it was evaluated at there. Absent
  /// when it was not evaluated there, or one of the two is infinite.
  var ratioToTraining: Double?
}

extension Report {
  /// What a row says about generalisation: hand-designed optimizers too have a loss on the training
  /// distribution, that of the first learned optimizer.
  func generalisation(of row: FinalLossRow) -> Generalisation {
    let trained = contents.metaTrained
    let home = (trained.first { $0.optimizer == row.optimizer } ?? trained.first)?.optimizee
    let own = settings(of: home ?? "").compactMap { self.row(row.optimizer, in: $0) }
    let training =
      own.first { $0.horizon == row.horizon } ?? own.min { $0.horizon < $1.horizon }
    var ratio: Double?
    if let training, row.mean < .infinity, training.mean < .infinity, training.mean > 0 {
      ratio = row.mean / training.mean
    }
    return Generalisation(row: row, ratioToTraining: ratio)
  }

  /// Those on an optimizee that some learned optimizer was meta-trained on, in the order of the plan,
  /// and the others by the ratio of the first learned optimizer, the best first.
  func matrixSettings(_ settings: [Setting]) -> (metaTrained: [Setting], unseen: [Setting]) {
    let trained = Set(contents.metaTrained.map(\.optimizee))
    let unseen = settings.filter { !trained.contains($0.optimizee) }.enumerated()
      .map { (order: $0.offset, setting: $0.element, ratio: firstRatio($0.element)) }
      .sorted { ($0.ratio, $0.order) < ($1.ratio, $1.order) }.map(\.setting)
    return (settings.filter { trained.contains($0.optimizee) }, unseen)
  }

  /// Diverged functions have no ratio, so an optimizer that diverged comes last, by their number.
  private func firstRatio(_ setting: Setting) -> Double {
    guard let first = learned.first, let row = row(first, in: setting),
      let ratio = row.rival?.comparison.ratio
    else { return .infinity }
    return row.diverged > 0 ? 1e100 * Double(row.diverged) : ratio
  }
}

extension Generalisation {
  /// `tables/generalisation.csv`: the whole matrix, every optimizer on every optimizee and horizon.
  static var columns: [Column<Generalisation>] {
    FinalLossRow.setting.map { column in
      Column(column.name, column.meaning) { column.value($0.row) }
    } + [
      Column(
        "meta_trained_here", "whether the optimizer was meta-trained on this optimizee",
        flag: \.row.isClaim),
      Column("mean", "as in `final-loss.csv`", number: \.row.mean),
      Column("mean_low", "likewise", number: \.row.meanInterval.low),
      Column("mean_high", "likewise", number: \.row.meanInterval.high),
      Column(
        "ratio_to_best_hand_designed", "likewise", number: \.row.rival?.comparison.ratio),
      Column("ratio_low", "likewise", number: \.row.rival?.comparison.ratioInterval.low),
      Column("ratio_high", "likewise", number: \.row.rival?.comparison.ratioInterval.high),
      Column("best_hand_designed", "the rival") { $0.row.rival?.optimizer ?? "" },
      Column(
        "ratio_to_training_distribution",
        "mean divided by that of the same optimizer on the optimizee it was meta-trained on; empty with a divergence",
        number: \.ratioToTraining),
      Column("diverged", "as in `final-loss.csv`", count: \.row.diverged),
    ]
  }
}
