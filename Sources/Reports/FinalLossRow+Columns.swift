import Results
import Statistics

extension FinalLossRow {
  /// `tables/final-loss.csv`.
  static var columns: [Column<FinalLossRow>] {
    setting + losses + comparison + tests + heldOutColumns
  }

  static var setting: [Column<FinalLossRow>] {
    [
      Column("optimizee", "name of the family of functions") { $0.optimizee },
      Column("horizon", "number of updates") { "\($0.horizon)" },
      Column("optimizer", "name") { $0.optimizer },
      Column("kind", "`learned`, `hand-designed` or `external`") { $0.kind.rawValue },
    ]
  }

  private static var losses: [Column<FinalLossRow>] {
    [
      Column("meta_seeds", "meta-training runs; 1 for a hand-designed optimizer") {
        "\($0.metaSeeds)"
      },
      Column("functions", "meta-test functions") { "\($0.functions)" },
      Column("mean", "mean final loss over meta-seeds and functions; `inf` with a divergence") {
        CSV.number($0.mean)
      },
      Column("mean_low", "lower end of its 95 % interval", number: \.meanInterval.low),
      Column("mean_high", "upper end", number: \.meanInterval.high),
      Column("median", "median final loss", number: \.median),
      Column(
        "interquartile_mean", "mean of the middle half of the final losses",
        number: \.interquartileMean),
    ]
  }

  private static var comparison: [Column<FinalLossRow>] {
    [
      Column(
        "ratio_to_best_hand_designed",
        "geometric mean over functions of the final loss divided by that of the best hand-designed optimizer",
        number: \.rival?.comparison.ratio),
      Column(
        "ratio_low", "lower end of its 95 % interval", number: \.rival?.comparison.ratioInterval.low
      ),
      Column("ratio_high", "upper end", number: \.rival?.comparison.ratioInterval.high),
      Column(
        "win_probability", "share of pairs with the lower loss; a tie counts one half",
        number: \.rival?.comparison.winProbability),
      Column("diverged", "episodes that diverged, of `meta_seeds` × `functions`") {
        "\($0.diverged)"
      },
      Column("area", "mean of ln(loss) over updates 1 … horizon", number: \.area),
      Column(
        "steps_to_rival",
        "updates after which the mean curve first is at or below the rival's mean final loss; empty when it never is"
      ) { CSV.count($0.rival?.stepsToRival?.reached) },
      Column(
        "steps_to_rival_censored",
        "`yes` when it never is; empty for the rival itself and where there is no curve"
      ) { row in row.rival?.stepsToRival.map { CSV.flag($0.reached == nil) } ?? "" },
    ]
  }

  private static var tests: [Column<FinalLossRow>] {
    [
      Column(
        "p_value", "of a ratio of 1, by Student's t over meta-seeds and functions",
        number: \.rival?.pValue),
      Column(
        "p_adjusted",
        "the same as in `verdicts.csv`; for hand-designed rows by Benjamini and Hochberg among themselves",
        number: \.rival?.adjustedPValue),
      Column("p_wilcoxon", "of the signed-rank test over functions, not adjusted") { row in
        row.isBestHandDesigned
          ? ""
          : CSV.number(row.rival.map { WilcoxonSignedRank($0.comparison.differences).pValue })
      },
      Column(
        "p_sign_flip",
        "of claims without a divergence: the sign-flip test over functions with the meta-seeds given, not adjusted",
        number: \.rival?.signFlipPValue),
      Column("ratio_excluded", "functions without a ratio, because one of the two diverged") {
        $0.rival.map { "\($0.comparison.excluded)" } ?? ""
      },
      Column(
        "smallest_detectable_ratio",
        "the smallest ratio above 1 that the test of a ratio of 1 would have found with probability 0.8"
      ) { row in
        row.isBestHandDesigned
          ? "" : CSV.number(row.rival?.comparison.test?.smallestDetectableRatio())
      },
      Column(
        "smallest_regression",
        "of a learned optimizer: the smallest ratio to these losses that a gate with this reference calls a regression with probability 0.8; `inf` when it finds none",
        number: \.smallestRegression),
    ]
  }

  private static var heldOutColumns: [Column<FinalLossRow>] {
    [
      Column(
        "held_out_loss",
        "mean after the last update on examples that no minibatch contains; empty on deterministic optimizees",
        number: \.heldOut?.loss),
      Column(
        "held_out_accuracy", "likewise; empty where no answer is right or wrong",
        number: \.heldOut?.accuracy),
    ]
  }

  /// `tables/verdicts.csv`, of learned rows.
  static var verdictColumns: [Column<FinalLossRow>] {
    [
      setting[0], setting[1], Column("optimizer", "the learned optimizer") { $0.optimizer },
      Column(
        "rival",
        "the best hand-designed optimizer there: the lowest mean final loss of those that never diverged"
      ) { $0.rival?.optimizer ?? "" },
      Column(
        "verdict",
        "`lower`, `higher`, `undecided`, `diverged` (on at least one function) or `untested` (fewer than 2 meta-seeds or 6 functions)"
      ) { $0.verdict?.rawValue ?? "" },
      Column("ratio", "as `ratio_to_best_hand_designed`", number: \.rival?.comparison.ratio),
      Column(
        "ratio_low", "lower end of its 95 % interval", number: \.rival?.comparison.ratioInterval.low
      ),
      Column("ratio_high", "upper end", number: \.rival?.comparison.ratioInterval.high),
      Column(
        "p_adjusted",
        "of a ratio of 1: by Holm among the claims, by Benjamini and Hochberg among all other rows",
        number: \.rival?.adjustedPValue),
      Column(
        "claim", "`yes` where the optimizer was meta-trained on this optimizee", flag: \.isClaim),
    ]
  }
}
