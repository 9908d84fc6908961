import Results
import Statistics

/// The curves of one optimizee and horizon: the mean loss of each optimizer after 0, 1, …, horizon
/// updates with what the records tell of its uncertainty, and the published curves.
struct LearningCurves {
  var name: String
  var title: String
  var horizon: Int
  /// Updates in the running means that are drawn; 1 when the curves are drawn as they are.
  var window: Int
  var curves: [Curve]

  struct Curve {
    var label: String
    var hue: String
    var style: Style
    /// By number of updates; absent where nothing is known.
    var means: [Double?]
    /// Running means of `means`; absent when they are drawn as they are.
    var smooth: [Double]?
    /// 95 % interval over meta-seeds, by number of updates; absent for a single run.
    var band: [Interval]?
    /// 95 % interval of the final loss over meta-seeds and functions; absent unless finite.
    var finalLoss: Interval?
  }

  enum Style {
    case learned
    case handDesigned
    case published
  }

  init(
    setting: Setting, rows: [FinalLossRow], palette: Palette, published: [PublishedFigure],
    suiteSeed: UInt64
  ) {
    name = setting.name
    title = "\(setting.optimizee), \(setting.horizon) updates"
    horizon = setting.horizon
    let window = setting.smoothingWindow
    self.window = window
    let bootstrap = HierarchicalBootstrap(functions: 1, suiteSeed: suiteSeed)
    curves = setting.entrants.map { entrant in
      let interval = rows.first { $0.optimizer == entrant.optimizer }?.meanInterval
      let runs = entrant.trajectories.map { $0.runningMean(over: window) }
      let means = entrant.learningCurve
      return Curve(
        label: entrant.optimizer, hue: palette.hue(of: entrant.optimizer),
        style: entrant.kind == .learned ? .learned : .handDesigned, means: means,
        smooth: window > 1 ? means.runningMean(over: window) : nil,
        band: runs.isEmpty ? nil : bootstrap.band(ofRows: runs),
        finalLoss: interval.flatMap { $0.high < .infinity ? $0 : nil })
    }
    curves = curves.filter { !$0.means.isEmpty }
    curves.sort { Self.end($0) > Self.end($1) }
    for curve in published.flatMap(\.curves) {
      var means = [Double?](repeating: nil, count: setting.horizon + 1)
      for (update, loss) in zip(curve.updates, curve.losses) where means.indices.contains(update) {
        means[update] = loss
      }
      curves.append(
        Curve(
          label: "\(curve.optimizer) (published)", hue: palette.hue(ofPublished: curve.optimizer),
          style: .published, means: means))
    }
  }

  /// The legend lists the curves from the top down, as they end.
  private static func end(_ curve: Curve) -> Double {
    curve.smooth?.last ?? (curve.means.last ?? nil) ?? 0
  }
}

extension LearningCurves {
  var figure: Figure {
    Figure(
      name: name, title: "Learning curves on \(title)", heading: title, data: data(),
      script: script())
  }

  /// What the drawing cannot say.
  static func caption(_ setting: Setting, published: [PublishedFigure]) -> String {
    var parts = ["Mean loss over meta-seeds and functions."]
    if setting.smoothingWindow > 1 {
      parts.append(
        "Lines are running means over \(setting.smoothingWindow) updates, with the losses of single "
          + "updates faint behind.")
    }
    if setting.entrants.contains(where: { $0.evaluations.count > 1 }) {
      parts.append("Bands: 95 % interval over meta-seeds.")
    }
    parts.append(
      "Bars right of the last update: 95 % interval of the final loss over meta-seeds and functions."
    )
    if !published.isEmpty {
      parts.append("Dashed: published (\(published.map(\.figure).joined(separator: ", "))).")
    }
    let diverged = setting.entrants.filter { $0.finalLosses.diverged > 0 }.map { entrant in
      let losses = entrant.finalLosses
      return
        "\(losses.diverged) of \(losses.functions * losses.metaSeeds) of `\(entrant.optimizer)`"
    }
    if !diverged.isEmpty {
      parts.append(
        "The curves leave out the episodes that diverged: \(diverged.joined(separator: ", ")).")
    }
    return parts.joined(separator: " ")
  }
}

extension Setting {
  /// Long curves of minibatch losses are drawn as running means over a hundredth of the horizon.
  var smoothingWindow: Int {
    let isStochastic = entrants.flatMap(\.evaluations).contains { $0.result.heldOut != nil }
    return isStochastic && horizon >= 500 ? horizon / 100 : 1
  }
}

extension [Double] {
  /// Means over `window` values around each, fewer at the ends.
  func runningMean(over window: Int) -> [Double] {
    guard window > 1 else { return self }
    return indices.map { place in
      let first = Swift.max(0, place - window / 2)
      let end = Swift.min(count, place - window / 2 + window)
      return Summary.mean(Array(self[first..<end]))
    }
  }
}
