import Optimizers
import Settings

extension Field {
  /// The setting of estimators that cut an episode into windows: which losses of a window count.
  static func lossOf(_ path: any WritableKeyPath<Group, WindowLoss> & Sendable) -> Field {
    Field(
      "lossOf", path, .choice("losses of a window"), default: .everyStep,
      saying: "`\(WindowLoss.everyStep.rawValue)`",
      page:
        "what a window's meta-loss is: the sum of the losses after every step, or the loss after the"
        + " last step alone",
      words: { $0 == .lastStep ? "the last loss of a window" : nil })
  }
}
