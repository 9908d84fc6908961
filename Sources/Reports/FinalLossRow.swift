import Results
import Statistics

/// One optimizer on one optimizee and horizon: a row of `tables/final-loss.csv`.
struct FinalLossRow {
  var optimizee: String
  var horizon: Int
  var optimizer: String
  var kind: EvaluationResult.Kind
  var metaSeeds: Int
  var functions: Int
  var mean: Double
  var meanInterval: Interval
  var median: Double
  var interquartileMean: Double
  /// Mean over inner steps of ln(loss).
  var area: Double
  var diverged: Int
  /// On examples that no minibatch contains, after the last update; absent where none was measured.
  var heldOut: (loss: Double, accuracy: Double?)?
  /// Share of functions on which it ends within each of `profileFactors` of the best.
  var profile: [Double]
  /// Against the best hand-designed optimizer; absent when there is none.
  var rival: Rival?
  /// The smallest ratio to these losses that a gate with this reference finds with probability 0.8;
  /// of a learned optimizer.
  var smallestRegression: Double?
  /// Whether the optimizer is learned and was meta-trained on this optimizee.
  var isClaim = false
  /// Of a learned optimizer.
  var verdict: Verdict?

  static let profileFactors = [1, 1.25, 1.5, 2, 3, 5, 10]

  /// The best hand-designed optimizer: the lowest mean final loss, among those that never diverged.
  struct Rival {
    var optimizer: String
    var comparison: PairedComparison
    /// 95 % interval of this mean final loss minus the rival's, functions paired.
    var meanDifference: Interval
    /// This and the p values are absent for the rival itself, which is compared with nobody.
    var stepsToRival: StepsToTarget?
    var pValue: Double?
    /// Absent where too few meta-seeds or functions are compared.
    var adjustedPValue: Double?
    /// The sign-flip test over functions, for these meta-seeds; of claims without a divergence.
    var signFlipPValue: Double?
  }

  var isBestHandDesigned: Bool { rival?.optimizer == optimizer }

  /// Stem of the names of the files about its setting.
  var settingName: String { "\(optimizee)-\(horizon)" }
}

extension FinalLossRow {
  /// The rows of each setting, by increasing mean, then median, with their verdicts.
  static func table(
    of settings: [Setting], metaTrained: [(optimizer: String, optimizee: String)],
    suiteSeed: UInt64, learnedMargin: Double
  ) -> [FinalLossRow] {
    var bootstraps: [Int: HierarchicalBootstrap] = [:]
    var rows: [FinalLossRow] = []
    for setting in settings {
      let functions = setting.entrants[0].finalLosses.functions
      let bootstrap =
        bootstraps[functions] ?? HierarchicalBootstrap(functions: functions, suiteSeed: suiteSeed)
      bootstraps[functions] = bootstrap
      rows += Self.rows(of: setting, bootstrap: bootstrap, learnedMargin: learnedMargin)
    }
    Verdict.judge(&rows, metaTrained: metaTrained)
    flipSigns(&rows, suiteSeed: suiteSeed)
    return rows
  }

  private static func flipSigns(_ rows: inout [FinalLossRow], suiteSeed: UInt64) {
    let claims = rows.indices.filter { rows[$0].isClaim }
    for (stream, index) in claims.enumerated() {
      guard let comparison = rows[index].rival?.comparison, comparison.excluded == 0 else {
        continue
      }
      rows[index].rival?.signFlipPValue =
        SignFlipTest(comparison.differences, suiteSeed: suiteSeed, index: stream).pValue
    }
  }

  private static func rows(
    of setting: Setting, bootstrap: HierarchicalBootstrap, learnedMargin: Double
  ) -> [FinalLossRow] {
    let samples = setting.entrants.map(\.finalLosses)
    let means = samples.map { Summary.mean($0.rowMeans) }
    let profile = PerformanceProfile(samples, factors: profileFactors)
    let best = setting.entrants.indices
      .filter { setting.entrants[$0].kind != .learned && means[$0] < .infinity }
      .min { means[$0] < means[$1] }
    let rows = setting.entrants.indices.map { index in
      let entrant = setting.entrants[index]
      let values = samples[index].values
      return FinalLossRow(
        optimizee: setting.optimizee, horizon: setting.horizon, optimizer: entrant.optimizer,
        kind: entrant.kind,
        metaSeeds: samples[index].metaSeeds, functions: samples[index].functions,
        mean: means[index], meanInterval: bootstrap.meanInterval(of: samples[index]),
        median: Summary.median(values), interquartileMean: Summary.interquartileMean(values),
        area: Summary.mean(entrant.areas.rowMeans), diverged: samples[index].diverged,
        heldOut: entrant.finalHeldOut, profile: profile.shares[index],
        rival: best.map { best in
          let comparison = PairedComparison(
            samples[index], against: samples[best], bootstrap: bootstrap)
          return Rival(
            optimizer: setting.entrants[best].optimizer, comparison: comparison,
            meanDifference: bootstrap.differenceInterval(
              of: samples[index], minus: samples[best]),
            stepsToRival: index == best
              ? nil
              : StepsToTarget(
                trajectory: entrant.learningCurve, updates: entrant.updates, target: means[best]),
            pValue: index == best ? nil : comparison.test?.pValue)
        },
        smallestRegression: entrant.kind == .learned
          ? ReferenceStrength(samples[index]).smallestRegression(margin: learnedMargin) : nil)
    }
    return rows.sorted { ($0.mean, $0.median) < ($1.mean, $1.median) }
  }
}
