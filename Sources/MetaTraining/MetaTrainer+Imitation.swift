import Optimizees
import Optimizers
import Sampling
import Settings

extension MetaTrainer {
  /// The teacher of an imitation episode, nil of any other. One draw from a stream named by (run, episode)
  /// decides which it is, another which teacher.
  func teacher(ofEpisode number: Int, in epoch: Int) -> (any Optimizer)? {
    guard let imitation = settings.schedule.imitation else { return nil }
    let stream = stream(.imitation, ofEpisode: number)
    guard stream.uniform() < share(of: imitation, in: epoch) else { return nil }
    return imitation.teachers[stream.integer(below: imitation.teachers.count)].optimizer
  }

  /// Over the stages of a curriculum if there is one, else over the epochs.
  private func share(of imitation: Imitation, in epoch: Int) -> Double {
    guard let curriculum = progress.curriculum else {
      return imitation.share.value(epoch, of: settings.schedule.epochs)
    }
    return imitation.share.value(curriculum.stage, of: settings.stages)
  }
}

extension Teacher {
  /// Nil where no hand-designed optimizer of the name is built in.
  private var rule: HandDesigned.Rule? { HandDesigned.rules.first { $0.name == name } }

  fileprivate var optimizer: any Optimizer {
    guard let rule else { preconditionFailure("\(name) is built in") }
    return rule.make(Float(learningRate))
  }

  /// Throws where nobody knows the teacher.
  func check() throws(SettingConflict) {
    guard rule == nil else { return }
    throw SettingConflict(
      "schedule.imitation.teachers", found: name,
      expected: "hand-designed optimizers that are built in: "
        + HandDesigned.rules.map(\.name).joined(separator: ", "))
  }
}

extension TrainingSettings {
  /// Throws where the rule cannot imitate, or not these teachers.
  public func checkImitation() throws(SettingConflict) {
    guard let imitation = schedule.imitation else { return }
    for teacher in imitation.teachers { try teacher.check() }
    let estimator = type(of: metaGradientEstimator)
    guard estimator.needsWindow else {
      throw SettingConflict(
        "schedule.imitation", found: "imitation beside the estimator \(estimator.kind)",
        expected: "an estimator that goes backwards through the rule, as imitation does")
    }
  }
}
