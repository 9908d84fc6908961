/// How long meta-training goes on.
public struct TrainingSchedule: SettingsGroup {
  public var epochs = 0
  public var episodesPerEpoch = 0
  /// Epochs without a better validation loss before meta-training stops; nil runs all.
  public var patience: Int?
  /// The horizon of each epoch's episodes, as a part of the distribution's.
  public var horizonFactor = Schedule.constant(1)

  public init() {}

  public init(
    epochs: Int, episodesPerEpoch: Int, patience: Int? = nil,
    horizonFactor: Schedule = .constant(1)
  ) {
    self.epochs = epochs
    self.episodesPerEpoch = episodesPerEpoch
    self.patience = patience
    self.horizonFactor = horizonFactor
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
  ]
}

extension TrainingSchedule {
  /// The same with one episode an epoch and no patience.
  public var shortest: TrainingSchedule { TrainingSchedule(epochs: epochs, episodesPerEpoch: 1) }

  /// The schedule of a candidate of a search: all of its epochs, whatever the losses.
  public func searching(for epochs: Int) -> TrainingSchedule {
    var schedule = self
    (schedule.epochs, schedule.patience) = (epochs, nil)
    return schedule
  }

  /// Whether a run can be so far: epochs done, and episodes of the epoch under way.
  public func reaches(epochs done: Int, episodes: Int) -> Bool {
    done <= epochs && (0...episodesPerEpoch).contains(episodes)
  }
}

extension TrainingSettings {
  public var functionsPerEpoch: Int { schedule.episodesPerEpoch * distribution.functions }

  /// Throws where a run of `epochs` epochs would draw more functions than there are, each of which takes
  /// the streams of `parts`.
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
