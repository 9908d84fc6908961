import Results
import Statistics

/// One learned optimizer in one line of the generalisation matrix.
struct Generalisation {
  var row: FinalLossRow
  var isMetaTrainedHere: Bool
  /// Mean final loss here over that of the same optimizer on the training distribution: the optimizee
  /// it was meta-trained on, at the same horizon, or at the first one it was evaluated at there. Absent
  /// when it was not evaluated there, or one of the two is infinite.
  var ratioToTraining: Double?
  /// Of the ratio to the best hand-designed optimizer.
  var conclusion: Claim.Conclusion
}

extension Report {
  /// What a row says about generalisation: hand-designed optimizers too have a loss on the training
  /// distribution, that of the first learned optimizer.
  func generalisation(of row: FinalLossRow) -> Generalisation {
    let trained = contents.metaTrained
    let home = (trained.first { $0.optimizer == row.optimizer } ?? trained.first)?.optimizee
    let own = rows.filter { $0.optimizee == home && $0.optimizer == row.optimizer }
    let training =
      own.first { $0.horizon == row.horizon } ?? own.min { $0.horizon < $1.horizon }
    var ratio: Double?
    if let training, row.mean < .infinity, training.mean < .infinity, training.mean > 0 {
      ratio = row.mean / training.mean
    }
    return Generalisation(
      row: row, isMetaTrainedHere: trained.contains { $0 == (row.optimizer, row.optimizee) },
      ratioToTraining: ratio, conclusion: conclusion(row))
  }

  /// By the adjusted p of the tables and the interval of the ratio; a function on which it diverged
  /// and its rival did not leaves no doubt that it is worse.
  private func conclusion(_ row: FinalLossRow) -> Claim.Conclusion {
    if row.diverged > 0 { return .higher }
    guard let rival = row.rival, let pValue = rival.adjustedPValue, pValue <= Claim.level else {
      return .undecided
    }
    return Claim.conclusion(rival.comparison.ratioInterval, about: 1)
  }

  /// Settings on an optimizee that some learned optimizer was meta-trained on, in the order of the
  /// plan, and the others by the ratio of the first learned optimizer, the best first.
  var matrixSettings: (metaTrained: [Setting], unseen: [Setting]) {
    let trained = Set(contents.metaTrained.map(\.optimizee))
    let unseen = contents.settings.filter { !trained.contains($0.optimizee) }.enumerated()
      .map { (order: $0.offset, setting: $0.element, ratio: firstRatio($0.element)) }
      .sorted { ($0.ratio, $0.order) < ($1.ratio, $1.order) }.map(\.setting)
    return (contents.settings.filter { trained.contains($0.optimizee) }, unseen)
  }

  /// Diverged functions have no ratio, so an optimizer that diverged comes last, by their number.
  private func firstRatio(_ setting: Setting) -> Double {
    guard let learned = contents.optimizers.first, learned.kind == .learned,
      let row = rows(of: setting).first(where: { $0.optimizer == learned.name }),
      let ratio = row.rival?.comparison.ratio
    else { return .infinity }
    return row.diverged > 0 ? 1e100 * Double(row.diverged) : ratio
  }

  /// `tables/generalisation.csv`: the whole matrix, every optimizer on every optimizee and horizon.
  func generalisationTable() -> String {
    CSV.table(
      header: "optimizee,horizon,optimizer,kind,meta_trained_here,mean,mean_low,mean_high,"
        + "ratio_to_best_hand_designed,ratio_low,ratio_high,best_hand_designed,"
        + "ratio_to_training_distribution,diverged",
      rows: contents.settings.flatMap { rows(of: $0) }.map { row in
        let cell = generalisation(of: row)
        let comparison = row.rival?.comparison
        return [
          row.optimizee, "\(row.horizon)", row.optimizer, row.kind.rawValue,
          cell.isMetaTrainedHere ? "yes" : "no", CSV.number(row.mean),
          CSV.number(row.meanInterval.low), CSV.number(row.meanInterval.high),
          CSV.number(comparison?.ratio), CSV.number(comparison?.ratioInterval.low),
          CSV.number(comparison?.ratioInterval.high), row.rival?.optimizer ?? "",
          CSV.number(cell.ratioToTraining), "\(row.diverged)",
        ]
      })
  }
}
