extension Manifest {
  /// Throws the first way in which the manifest contradicts its own format.
  func validate() throws(Flaw) {
    try Flaw.unless(
      formatVersion == Record.currentFormatVersion, "formatVersion", found: formatVersion,
      "\(Record.currentFormatVersion)")
    try Flaw.unless(!suite.isEmpty, "suite", found: "nothing", "a name")
    try Flaw.unless(
      Digest.isHexadecimal(suiteDigest), "suiteDigest", found: suiteDigest,
      "64 hexadecimal digits")
    for (name, margin) in [("margin", margin), ("learnedMargin", learnedMargin ?? margin)] {
      try Flaw.unless(margin.isPositiveAndFinite, name, found: margin, "a number above 0")
    }
    try Flaw.unless(
      budgetMinutes.isPositiveAndFinite, "budgetMinutes", found: budgetMinutes,
      "a number above 0")
    var keys: Set<String> = []
    for cell in cells {
      try Flaw.unless(
        Digest.isHexadecimal(cell.key), "cells", found: cell.key, "64 hexadecimal digits")
      try Flaw.unless(
        keys.insert(cell.key).inserted, "cells", found: "\(cell.key) twice", "a key of its own")
    }
    for figure in published {
      for curve in figure.curves {
        try Flaw.unless(
          curve.updates.count == curve.losses.count && curve.losses.allSatisfy(\.isFinite),
          "published \(figure.figure)", found: "a damaged curve of \(curve.optimizer)",
          "one finite loss for each number of updates")
      }
    }
    for figure in publishedFinalLosses ?? [] {
      try Flaw.unless(
        figure.horizon >= 1 && !figure.points.isEmpty
          && figure.points.allSatisfy { $0.loss.isPositiveAndFinite },
        "published \(figure.figure)", found: "\(figure.points.count) damaged points",
        "finite losses above 0, at least one, at a horizon of at least 1")
    }
  }
}
