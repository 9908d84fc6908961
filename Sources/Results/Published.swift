/// Curves read off a figure of the paper, to be drawn beside ours on one optimizee and horizon.
public struct PublishedFigure: Codable, Equatable, Sendable {
  /// For example `fig4-quadratics`.
  public var figure: String
  public var optimizee: String
  public var horizon: Int
  public var curves: [Curve]

  public struct Curve: Codable, Equatable, Sendable {
    /// The optimizer as the paper calls it: `LSTM`, `ADAM`, …
    public var optimizer: String
    /// Number of updates applied, increasing; one for each loss.
    public var updates: [Int]
    public var losses: [Double]

    public init(optimizer: String, updates: [Int], losses: [Double]) {
      self.optimizer = optimizer
      self.updates = updates
      self.losses = losses
    }
  }

  public init(figure: String, optimizee: String, horizon: Int, curves: [Curve]) {
    self.figure = figure
    self.optimizee = optimizee
    self.horizon = horizon
    self.curves = curves
  }
}

/// Final losses read off a figure of the paper: one value an optimizer and optimizee, at one horizon.
public struct PublishedFinalLosses: Codable, Equatable, Sendable {
  /// For example `fig6`.
  public var figure: String
  public var horizon: Int
  public var points: [Point]

  public struct Point: Codable, Equatable, Sendable {
    /// The optimizer as the paper calls it: `LSTM`, `ADAM`, …
    public var optimizer: String
    /// The optimizee as suites call it.
    public var optimizee: String
    public var loss: Double

    public init(optimizer: String, optimizee: String, loss: Double) {
      self.optimizer = optimizer
      self.optimizee = optimizee
      self.loss = loss
    }
  }

  public init(figure: String, horizon: Int, points: [Point]) {
    self.figure = figure
    self.horizon = horizon
    self.points = points
  }
}
