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
