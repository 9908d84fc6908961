extension Suite.Learned {
  /// How it is meta-trained, in words: every setting that its records depend on.
  var sentence: String {
    let seeds = "\(metaSeeds) meta-seed\(metaSeeds == 1 ? "" : "s")"
    return "`\(name)`: \((training.words + [seeds]).joined(separator: "; "))"
  }
}
