import Optimizers

/// Finds the settings of a rule with the lowest mean final loss among some that were drawn.
///
/// The draws are measured one after the other, in their order. None depends on what another came to, so
/// that a search of more draws begins with those of fewer.
public struct RandomSearch {
  public struct Point: Codable, Equatable, Sendable {
    /// Nil when a function diverged.
    public let meanFinalLoss: Double?
    public let diverged: Int

    public init(meanFinalLoss: Double?, diverged: Int) {
      self.meanFinalLoss = meanFinalLoss
      self.diverged = diverged
    }
  }

  /// What every draw came to, in the order of the draws.
  public private(set) var points: [Point]
  /// The index of the best draw.
  public let best: Int

  /// Measures `draws`, one at least, on the functions of `evaluator`. The first points `measured` by a
  /// search that was stopped are taken over; `afterPoint` sees all of them after each new one.
  public init(
    _ evaluator: Evaluator, _ draws: [SettledRule], measured: [Point] = [],
    afterPoint: ([Point]) throws -> Void = { _ in }
  ) throws {
    precondition(!draws.isEmpty && measured.count <= draws.count, "a point for each draw")
    points = measured
    for draw in draws[measured.count...] {
      let (mean, diverged) = evaluator.finalLoss(of: draw.optimizer)
      points.append(Point(meanFinalLoss: mean, diverged: diverged))
      try afterPoint(points)
    }
    best = Self.best(of: points, draws)
  }

  /// The first draw with the lowest mean final loss; where all diverged, the first of the lowest learning
  /// rate, as in `LearningRateTuning`.
  private static func best(of points: [Point], _ draws: [SettledRule]) -> Int {
    let ranks = zip(points, draws).map { point, draw in
      point.meanFinalLoss.map { (0, $0) } ?? (1, draw.learningRate)
    }
    return ranks.indices.dropFirst().reduce(0) { ranks[$1] < ranks[$0] ? $1 : $0 }
  }
}
