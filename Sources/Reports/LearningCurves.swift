import Results
import Statistics

/// The curves of one optimizee and horizon: the mean loss of each optimizer after the numbers of updates
/// that records keep with what they tell of its uncertainty, and the published curves.
struct LearningCurves {
  var name: String
  var title: String
  var horizon: Int
  /// Increasing: those of the records, and those of the published curves.
  var updates: [Int]
  /// Numbers of updates in the running means that are drawn; 1 when the curves are drawn as they are.
  var window: Int
  var curves: [Curve]

  struct Curve {
    var label: String
    var hue: String
    var style: Style
    /// For each of the `updates`; absent where nothing is known.
    var means: [Double?]
    /// Running means of `means`; absent when they are drawn as they are.
    var smooth: [Double?]?
    /// 95 % interval over meta-seeds, for each of the `updates`; absent for a single run.
    var band: [Interval?]?
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
    let theirs = published.flatMap(\.curves).flatMap(\.updates).filter { $0 <= setting.horizon }
    let updates = Set(setting.updates + theirs).sorted()
    self.updates = updates
    func placed<Value>(_ values: [Value], after own: [Int]) -> [Value?] {
      let known = Dictionary(zip(own, values)) { first, _ in first }
      return updates.map { known[$0] }
    }
    let bootstrap = HierarchicalBootstrap(functions: 1, suiteSeed: suiteSeed)
    curves = setting.entrants.map { entrant in
      let interval = rows.first { $0.optimizer == entrant.optimizer }?.meanInterval
      let runs = entrant.trajectories.map { $0.runningMean(over: window) }
      let means = entrant.learningCurve
      return Curve(
        label: entrant.optimizer, hue: palette.hue(of: entrant.optimizer),
        style: entrant.kind == .learned ? .learned : .handDesigned,
        means: placed(means, after: entrant.updates),
        smooth: window > 1
          ? placed(means.runningMean(over: window), after: entrant.updates) : nil,
        band: runs.isEmpty
          ? nil : bootstrap.band(ofRows: runs).map { placed($0, after: entrant.updates) },
        finalLoss: interval.flatMap { $0.high < .infinity ? $0 : nil })
    }
    curves = curves.filter { curve in curve.means.contains { $0 != nil } }
    curves.sort { Self.end($0) > Self.end($1) }
    for curve in published.flatMap(\.curves) {
      curves.append(
        Curve(
          label: "\(curve.optimizer) (published)", hue: palette.hue(ofPublished: curve.optimizer),
          style: .published, means: placed(curve.losses, after: curve.updates)))
    }
  }

  /// The legend lists the curves from the top down, as they end.
  private static func end(_ curve: Curve) -> Double {
    (curve.smooth?.last ?? curve.means.last ?? nil) ?? 0
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
      let numbers =
        setting.isThinned ? "neighbouring numbers of updates that records keep" : "updates"
      parts.append(
        "Lines are running means over \(setting.smoothingWindow) \(numbers), with the losses of single "
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
  /// The numbers of updates that the losses of its trajectories belong to; none when all diverged.
  var updates: [Int] { entrants.map(\.updates).first { !$0.isEmpty } ?? [] }

  /// Whether there are losses of some updates only.
  var isThinned: Bool { !updates.isEmpty && updates.count <= horizon }

  /// Long curves of minibatch losses are drawn as running means, over a hundredth of the horizon where the
  /// losses of all updates are known.
  var smoothingWindow: Int {
    let isStochastic = entrants.flatMap(\.evaluations).contains { $0.result.heldOut != nil }
    guard isStochastic && horizon >= 500 else { return 1 }
    return isThinned ? 9 : horizon / 100
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
