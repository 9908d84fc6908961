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

  /// Has `finalLoss` measure one draw after another, by index, one at least; each has one of
  /// `learningRates`. The first points `measured` by a search that was stopped are taken over;
  /// `afterPoint` sees all of them after each new one.
  public init(
    learningRates: [Double], measured: [Point] = [],
    afterPoint: ([Point]) throws -> Void = { _ in },
    finalLoss: (_ draw: Int) throws -> FinalLoss
  ) throws {
    precondition(
      !learningRates.isEmpty && measured.count <= learningRates.count, "a point for each draw")
    points = measured
    for draw in measured.count..<learningRates.count {
      let (mean, diverged) = try finalLoss(draw)
      points.append(Point(meanFinalLoss: mean, diverged: diverged))
      try afterPoint(points)
    }
    best = Self.best(of: points, learningRates)
  }

  /// The first draw with the lowest mean final loss; where all diverged, the first of the lowest learning
  /// rate, as in `LearningRateTuning`.
  private static func best(of points: [Point], _ learningRates: [Double]) -> Int {
    let ranks = zip(points, learningRates).map { point, rate in
      point.meanFinalLoss.map { (0, $0) } ?? (1, rate)
    }
    return ranks.indices.dropFirst().reduce(0) { ranks[$1] < ranks[$0] ? $1 : $0 }
  }
}
