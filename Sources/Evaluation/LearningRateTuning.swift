/// Finds the learning rate of a hand-designed optimizer with the lowest mean final loss.
///
/// A coarse grid, even in the logarithm, is widened by a decade while its best point lies at an edge,
/// then refined: each refinement tries the geometric means of the best point and its neighbours.
public struct LearningRateTuning {
  /// A decade is divided by square roots, so points per decade are a power of two.
  public struct Grid: Sendable {
    public let lowest: Double
    public let highest: Double
    /// Square roots of ten a decade is divided by: 2 to this power points a decade.
    public let halvings: Int
    public let refinements: Int

    public init(lowest: Double, highest: Double, halvings: Int, refinements: Int) {
      self.lowest = lowest
      self.highest = highest
      self.halvings = halvings
      self.refinements = refinements
    }

    /// The factor between neighbours: 10^(1/2ʰ), by square roots alone.
    var factor: Double { (0..<halvings).reduce(10) { factor, _ in factor.squareRoot() } }
  }

  /// The grid is widened at most this often; a best point still at an edge is reported as such.
  public static let wideningLimit = 6

  public struct Point: Codable, Equatable, Sendable {
    public let learningRate: Double
    /// Nil when a function diverged.
    public let meanFinalLoss: Double?
    public let diverged: Int
  }

  /// Every point tried, learning rates increasing.
  public private(set) var curve: [Point] = []
  public private(set) var widenings = 0
  private let measured: [Point]
  private let afterPoint: ([Point]) throws -> Void
  private let finalLoss: (_ learningRate: Double) throws -> FinalLoss

  /// Tunes what `finalLoss` measures. Points `measured` by a run that was stopped are taken over;
  /// `afterPoint` sees the curve after each one.
  public init(
    grid: Grid, measured: [Point] = [],
    afterPoint: @escaping ([Point]) throws -> Void = { _ in },
    finalLoss: @escaping (_ learningRate: Double) throws -> FinalLoss
  ) throws {
    self.measured = measured
    self.afterPoint = afterPoint
    self.finalLoss = finalLoss
    var rate = grid.lowest
    while rate <= grid.highest * 1.000001 {
      try add(rate)
      rate *= grid.factor
    }
    try widen(by: grid.factor, points: 1 << grid.halvings)
    for _ in 0..<grid.refinements { try refine() }
  }
}

extension LearningRateTuning {
  /// Index of the lowest mean final loss, the smaller learning rate on a tie; nil when every point
  /// diverged.
  var bestIndex: Int? {
    var best: Int?
    for (index, point) in curve.enumerated() {
      guard let loss = point.meanFinalLoss else { continue }
      if let current = best, let lowest = curve[current].meanFinalLoss, lowest <= loss { continue }
      best = index
    }
    return best
  }

  /// The best point; when every learning rate diverged, the smallest one tried.
  public var best: Point { curve[bestIndex ?? 0] }

  /// True when the best point has no neighbour on one side.
  public var bestIsAtEdge: Bool { best == curve.first || best == curve.last }

  private mutating func add(_ learningRate: Double) throws {
    let point =
      try measured.first { $0.learningRate == learningRate } ?? measure(learningRate)
    let index = curve.firstIndex { $0.learningRate > learningRate } ?? curve.endIndex
    curve.insert(point, at: index)
    try afterPoint(curve)
  }

  private func measure(_ learningRate: Double) throws -> Point {
    let (mean, diverged) = try finalLoss(learningRate)
    return Point(learningRate: learningRate, meanFinalLoss: mean, diverged: diverged)
  }

  private mutating func widen(by factor: Double, points: Int) throws {
    while widenings < Self.wideningLimit, bestIsAtEdge {
      widenings += 1
      let down = bestIndex != curve.count - 1
      for _ in 0..<points {
        let edge = curve[down ? 0 : curve.count - 1].learningRate
        try add(down ? edge / factor : edge * factor)
      }
    }
  }

  private mutating func refine() throws {
    guard let best = bestIndex else { return }
    let rates = curve.map(\.learningRate)
    var between: [Double] = []
    if best > 0 { between.append((rates[best - 1] * rates[best]).squareRoot()) }
    if best < rates.count - 1 { between.append((rates[best] * rates[best + 1]).squareRoot()) }
    for rate in between { try add(rate) }
  }
}
