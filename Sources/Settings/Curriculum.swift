/// Stages of meta-training with longer and longer horizons (Chen et al., 2020, "Training stronger
/// baselines for learning to optimize").
///
/// With h₀ the distribution's horizon and h₁ < h₂ < … the curriculum's, stage k trains at hₖ and is
/// measured at hₖ₊₁, so the last horizon is for measuring alone.
public struct Curriculum: SettingsGroup {
  /// h₁, h₂, …
  public var horizons: [Int] = []
  /// Epochs of a stage before it may end.
  public var leastEpochs = Self.leastEpochsOfChen

  public init() {}

  public init(horizons: [Int], leastEpochs: Int = leastEpochsOfChen) {
    self.horizons = horizons
    self.leastEpochs = leastEpochs
  }

  public static let leastEpochsOfChen = 3
  public static let mostStages = 16

  public static let fields: [Field<Curriculum>] = [
    Field(
      "horizons", \.horizons, .ascending(upTo: Distribution.largestHorizon, atMost: mostStages),
      page:
        "those after the distribution's, which is that of the first stage; a stage is measured at"
        + " the next, so that the last is measured alone",
      words: {
        "further stages at horizons \($0.map(String.init).joined(separator: ", ")), the last for"
          + " measuring alone"
      }),
    Field(
      "leastEpochs", \.leastEpochs, .count(upTo: TrainingSchedule.mostFunctions),
      default: leastEpochsOfChen, page: "epochs of a stage before it may end",
      words: { "stages of at least \(counted($0, "epoch"))" }),
  ]
}

extension TrainingSettings {
  /// Of a curriculum; 1 without.
  public var stages: Int { schedule.curriculum?.horizons.count ?? 1 }

  /// Of the episodes of any stage.
  public var longestHorizon: Int { distribution(ofStage: stages - 1).horizon }

  /// The distribution with the horizons that a stage trains and is measured at. Without a curriculum it is
  /// as it stands.
  public func distribution(ofStage stage: Int) -> Distribution {
    guard let curriculum = schedule.curriculum else { return distribution }
    var distribution = distribution
    let horizons = [distribution.horizon] + curriculum.horizons
    distribution.horizon = horizons[stage]
    distribution.validation.horizons = [horizons[stage + 1]]
    return distribution
  }

  /// Throws where a curriculum does not go with the distribution.
  public func checkCurriculum() throws(SettingConflict) {
    guard let first = schedule.curriculum?.horizons.first else { return }
    guard first > distribution.horizon else {
      throw SettingConflict(
        "schedule.curriculum.horizons", found: "\(first)",
        expected:
          "horizons above the distribution's (\(distribution.horizon)), which is that of the"
          + " first stage")
    }
    guard distribution.validation.horizons.isEmpty else {
      throw SettingConflict(
        "distribution.validation.horizons",
        expected: "no horizons: a curriculum measures every stage at the horizon of the next")
    }
  }

  /// The same for a candidate of a search: so many epochs of the first stage, whatever the losses.
  public func searching(for epochs: Int) -> TrainingSettings {
    var settings = self
    settings.distribution = distribution(ofStage: 0)
    settings.schedule.epochs = epochs
    settings.schedule.patience = nil
    guard schedule.curriculum != nil else { return settings }
    settings.schedule.curriculum = nil
    settings.schedule.imitation?.share = .constant(
      schedule.imitation?.share.value(0, of: stages) ?? 0)
    return settings
  }
}
