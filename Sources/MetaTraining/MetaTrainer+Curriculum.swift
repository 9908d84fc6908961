import Settings

/// How far a curriculum has come. Meta-validation decides alone, so a run needs no more to be taken up.
public struct CurriculumProgress: Codable, Equatable, Sendable {
  /// The stage under way, from 0.
  public var stage = 0
  /// Its epochs so far.
  var epochs = 0
  /// Whether one of them was better than what the stage began with.
  var hasImproved = false
  /// The meta-validation loss of the best optimizer so far, as this stage measures it; nil where a
  /// function diverged.
  var best: Double?
  var isOver = false
}

extension MetaTrainer {
  /// That of the stage under way.
  var distribution: Distribution {
    settings.distribution(ofStage: progress.curriculum?.stage ?? 0)
  }

  /// Ends a stage whose latest epoch is not the best, once it has had enough epochs (Chen et al., 2020,
  /// their code): with the best optimizer of the stage the next one begins, and a stage that has brought
  /// no better optimizer is the last.
  ///
  /// Adam's moments go on from stage to stage.
  mutating func advanceCurriculum(isBest: Bool) {
    guard var curriculum = progress.curriculum, let settled = settings.schedule.curriculum else {
      return
    }
    curriculum.epochs += 1
    curriculum.hasImproved = curriculum.hasImproved || isBest
    let isEnding = !isBest && curriculum.epochs >= settled.leastEpochs
    let isLast = !curriculum.hasImproved || curriculum.stage + 1 == settings.stages
    curriculum.isOver = isEnding && isLast
    progress.curriculum = curriculum
    if isEnding && !isLast { beginStage(curriculum.stage + 1) }
  }

  /// Goes back to the best optimizer, and measures it as the stage does.
  private mutating func beginStage(_ stage: Int) {
    progress.meta.metaParameters = progress.best
    progress.meta.averaged = progress.best
    progress.curriculum = CurriculumProgress(stage: stage)
    let losses = validationLosses()
    progress.curriculum?.best = ValidationLoss.mean(of: losses)
  }
}
