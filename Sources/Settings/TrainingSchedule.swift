/// How long meta-training goes on.
public struct TrainingSchedule: SettingsGroup {
  public var epochs = 0
  public var episodesPerEpoch = 0
  /// Epochs without a better validation loss before meta-training stops; nil runs all.
  public var patience: Int?
  /// The horizon of each epoch's episodes, as a part of the distribution's.
  public var horizonFactor = Schedule.constant(1)
  public var curriculum: Curriculum?
  public var imitation: Imitation?

  public init() {}

  public init(
    epochs: Int, episodesPerEpoch: Int, patience: Int? = nil,
    horizonFactor: Schedule = .constant(1), curriculum: Curriculum? = nil,
    imitation: Imitation? = nil
  ) {
    self.epochs = epochs
    self.episodesPerEpoch = episodesPerEpoch
    self.patience = patience
    self.horizonFactor = horizonFactor
    self.curriculum = curriculum
    self.imitation = imitation
  }

  /// Functions of one meta-training run: epochs × episodesPerEpoch × functions of an episode.
  public static let mostFunctions = 1 << 20

  public static let fields: [Field<TrainingSchedule>] = [
    Field(
      "epochs", \.epochs, .count(upTo: mostFunctions),
      page: "epochs × episodesPerEpoch × functions of an episode is at most 1,048,576",
      words: { counted($0, "epoch") }),
    Field(
      "episodesPerEpoch", \.episodesPerEpoch, .count(upTo: mostFunctions),
      page: "episodes between two looks at meta-validation",
      words: { "\(counted($0, "episode")) an epoch" }),
    Field(
      "patience", \.patience, .count(upTo: mostFunctions), saying: "none",
      page: "epochs without a better validation loss before it stops",
      words: { "patience of \(counted($0, "epoch"))" }),
    Field(
      "horizonFactor", \.horizonFactor, .schedule(of: .positive(atMost: 1)),
      default: .constant(1), saying: "1",
      page:
        "a curriculum: factor on the horizon of the episodes, over the epochs. Every episode has"
        + " a whole number of windows, one at least",
      words: { "horizon \($0.words)" }),
    Field(
      "curriculum", \.curriculum, .section, saying: "none",
      page: "stages of longer and longer horizons, a section; beside neither `patience` nor"
        + " `horizonFactor`",
      words: \.phrase),
    Field(
      "imitation", \.imitation, .section, saying: "none",
      page: "episodes that imitate hand-designed optimizers, a section",
      words: \.phrase),
  ]

  public func settle() throws(SettingConflict) {
    guard curriculum != nil else { return }
    if patience != nil {
      throw SettingConflict("patience", expected: "no patience: a curriculum ends by its own rule")
    }
    if horizonFactor != .constant(1) {
      throw SettingConflict(
        "horizonFactor", found: "a horizonFactor", expected: "either it or a curriculum")
    }
  }
}

extension TrainingSchedule {
  /// The same with one episode an epoch and no patience.
  public var shortest: TrainingSchedule { TrainingSchedule(epochs: epochs, episodesPerEpoch: 1) }

  /// Whether a run can be so far: epochs done, and episodes of the epoch under way.
  public func reaches(epochs done: Int, episodes: Int) -> Bool {
    done <= epochs && (0...episodesPerEpoch).contains(episodes)
  }
}

extension TrainingSettings {
  /// Throws where a list of numbers over the epochs is longer than they are many. A search for the meta
  /// learning rate has the same lists over fewer epochs, and leaves some entries out.
  public func checkSchedules() throws(SettingConflict) {
    try metaOptimizer.learningRateFactor.check(
      "metaOptimizer.learningRateFactor", parts: schedule.epochs, "epoch")
    try schedule.horizonFactor.check("schedule.horizonFactor", parts: schedule.epochs, "epoch")
    let stages = schedule.curriculum?.horizons.count
    try schedule.imitation?.share.check(
      "schedule.imitation.share", parts: stages ?? schedule.epochs,
      stages == nil ? "epoch" : "stage")
  }

  public var functionsPerEpoch: Int { schedule.episodesPerEpoch * distribution.functions }

  /// Throws where a run of `epochs` epochs would draw more functions than there are, each of which takes
  /// the streams of `parts`: parts of an ensemble, batches of an episode.
  public func checkFunctions(epochs: Int, parts: Int) throws(SettingConflict) {
    let most = TrainingSchedule.mostFunctions / parts
    guard epochs * functionsPerEpoch <= most else {
      throw SettingConflict(
        "epochs", found: "\(epochs) epochs",
        expected: "at most \(most / functionsPerEpoch): epochs × episodesPerEpoch × functions of an"
          + " episode may not exceed \(most)")
    }
  }
}
