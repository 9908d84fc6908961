import Results
import Statistics

/// One published final loss beside ours.
struct PublishedComparison {
  var figure: String
  /// As the publication calls it.
  var optimizer: String
  var loss: Double
  var row: FinalLossRow
  /// True for points that belong to a figure of final losses, of which there are many.
  var isPoint: Bool

  var ratio: Double { row.mean / loss }

  /// Whether our mean is at or below the published value.
  var isReached: Bool { row.mean <= loss }
}

extension PublishedComparison {
  /// Every published value whose optimizee, horizon and optimizer have a row of ours. The final loss of
  /// a curve is taken as ours is: the mean over the last `finalLossWindow` updates.
  static func all(
    manifest: Manifest, settings: [Setting], rows: [FinalLossRow]
  ) -> [PublishedComparison] {
    func row(_ optimizer: String, _ optimizee: String, _ horizon: Int) -> FinalLossRow? {
      rows.first {
        $0.optimizer == optimizer.lowercased() && $0.optimizee == optimizee
          && $0.horizon == horizon
      }
    }
    var all: [PublishedComparison] = []
    for figure in manifest.published {
      let setting = settings.first {
        $0.optimizee == figure.optimizee && $0.horizon == figure.horizon
      }
      for curve in figure.curves {
        guard let setting, let row = row(curve.optimizer, figure.optimizee, figure.horizon),
          let loss = end(
            curve, horizon: figure.horizon, window: setting.entrants[0].finalLossWindow)
        else { continue }
        all.append(
          PublishedComparison(
            figure: figure.figure, optimizer: curve.optimizer, loss: loss, row: row,
            isPoint: false))
      }
    }
    for figure in manifest.publishedFinalLosses ?? [] {
      for point in figure.points {
        guard let row = row(point.optimizer, point.optimizee, figure.horizon) else { continue }
        all.append(
          PublishedComparison(
            figure: figure.figure, optimizer: point.optimizer, loss: point.loss, row: row,
            isPoint: true))
      }
    }
    return all
  }

  /// The last published value when none lies inside the window; a curve that ends before the last
  /// tenth of the horizon has no final loss.
  private static func end(
    _ curve: PublishedFigure.Curve, horizon: Int, window: Int
  ) -> Double? {
    let inside = zip(curve.updates, curve.losses).filter {
      $0.0 > horizon - window && $0.0 <= horizon
    }
    if !inside.isEmpty { return Summary.mean(inside.map(\.1)) }
    guard let last = curve.updates.last, last <= horizon, 10 * last >= 9 * horizon else {
      return nil
    }
    return curve.losses.last
  }
}

extension PublishedComparison {
  /// `tables/published.csv`.
  static var columns: [Column<PublishedComparison>] {
    [
      Column("figure", "name of the published figure in the suite file") { $0.figure },
      Column("optimizee", "name of the family of functions") { $0.row.optimizee },
      Column("horizon", "number of updates", count: \.row.horizon),
      Column("optimizer", "our name of it: `adam` for the publication's ADAM") { $0.row.optimizer },
      Column("published", "its final loss: the mean over our final-loss window", number: \.loss),
      Column("mean", "ours, as in `final-loss.csv`", number: \.row.mean),
      Column("mean_low", "likewise", number: \.row.meanInterval.low),
      Column("mean_high", "likewise", number: \.row.meanInterval.high),
      Column("ratio_to_published", "`mean` divided by `published`", number: \.ratio),
      Column("reached", "whether `mean` is at or below `published`", flag: \.isReached),
    ]
  }
}
