extension Suite.Learned {
  /// How it is meta-trained, in words: every setting that its records depend on.
  var sentence: String {
    let settings = training.model + [count(metaSeeds, "meta-seed")] + training.course
    return "`\(name)`: \(settings.joined(separator: "; ")); \(metaLearningRate.words)"
  }
}

extension TrainingSettings {
  fileprivate var model: [String] {
    let input: String =
      switch preprocessing {
      case .raw: "raw gradients"
      case .logAndSign(let p): "LogAndSign gradients with p = \(plain(p))"
      }
    var words = ["`\(kind)` of \(input), output × \(plain(outputScale))"]
    switch coordinateSigns {
    case .mixed?: words.append("coordinate signs mixed")
    case .mixedAfterFirstTensor?: words.append("coordinate signs mixed after the first tensor")
    case nil: break
    }
    if let forgetBias { words.append("forget bias \(plain(forgetBias))") }
    return words
  }

  fileprivate var course: [String] {
    var functions = "\(count(functionsPerEpisode, "function")) of `\(optimizee.name)` an episode"
    if let initialScale { functions += ", \(words(of: initialScale))" }
    var updates = "\(count(horizon, "update")) in windows of \(unrollLength)"
    if let laterUpdateScale { updates += ", \(laterUpdateScale.words)" }
    var words = [
      functions, updates,
      "\(count(episodesPerEpoch, "episode")) an epoch, \(count(epochs, "epoch"))",
    ]
    if let patience { words.append("patience of \(count(patience, "epoch"))") }
    let scale = validationScale.map { ", \(self.words(of: $0))" } ?? ""
    words.append(count(validationFunctions, "meta-validation function") + scale)
    if let gradientClipping { words.append("metaGradients clipped at \(plain(gradientClipping))") }
    if let stride = metaGradientStride { words.append("metaGradients from one chunk in \(stride)") }
    if let averaging { words.append("running mean of the metaParameters with \(plain(averaging))") }
    if decay != 1 { words.append("meta learning rate falling to × \(plain(decay))") }
    return words
  }

  private func words(of scale: ClosedRange<Double>) -> String {
    "initial parameters × a factor log-uniform from \(plain(scale.lowerBound)) to"
      + " \(plain(scale.upperBound))"
  }
}

extension LaterUpdateScale {
  fileprivate var words: String {
    switch self {
    case .all(let factor): "× \(plain(factor)) after the first window"
    case .each(let factors):
      "× \(factors.map(plain).joined(separator: ", ")) in the windows after the first"
    }
  }
}

extension Suite.MetaLearningRate {
  fileprivate var words: String {
    switch self {
    case .fixed(let rate): "meta learning rate \(plain(rate))"
    case .search(let lowest, let highest, let candidates, let epochs):
      "meta learning rate the best of \(candidates), log-uniform from \(plain(lowest)) to"
        + " \(plain(highest)), after \(count(epochs, "epoch"))"
    }
  }
}

private func count(_ number: Int, _ noun: String) -> String {
  "\(number) \(noun)\(number == 1 ? "" : "s")"
}

/// The shortest digits, a whole number without its `.0`.
private func plain(_ number: Double) -> String {
  let text = "\(number)"
  return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
}
