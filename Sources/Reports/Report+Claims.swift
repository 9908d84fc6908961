import Results
import Statistics

extension Report {
  func claimSection() -> String {
    guard let first = claims.first else {
      return "No learned optimizer was both meta-trained and compared with a hand-designed one.\n"
    }
    var text = "**\(sentence(first))**\n\n\(evidence(first))\n"
    if claims.count > 1 {
      text += "\n"
      for claim in claims.dropFirst() { text += "- \(sentence(claim)) \(evidence(claim))\n" }
    }
    return text
  }

  private func sentence(_ claim: Claim) -> String {
    let (row, rival) = (claim.row, claim.rivalRow)
    let relation =
      switch claim.onTheMean {
      case .lower: "has a lower mean final loss than"
      case .higher: "has a higher mean final loss than"
      case .undecided: "cannot be told apart, by its mean final loss, from"
      }
    var text =
      "After \(row.horizon) updates on `\(row.optimizee)`, which it was meta-trained on, "
      + "`\(row.optimizer)` \(relation) the best hand-designed optimizer: "
      + "\(Markdown.number(row.mean)) \(Markdown.interval(row.meanInterval)) against "
      + "\(Markdown.number(rival.mean)) \(Markdown.interval(rival.meanInterval)) of "
      + "`\(rival.optimizer)`"
    if let difference = row.rival?.meanDifference, row.mean < .infinity {
      text +=
        ", a difference of \(Markdown.number(row.mean - rival.mean)) "
        + Markdown.interval(difference)
    }
    return text + "."
  }

  private func evidence(_ claim: Claim) -> String {
    let comparison = claim.comparison
    let row = claim.row
    let typical =
      switch claim.onTypicalFunctions {
      case .lower: "On a typical function it is lower"
      case .higher: "On a typical function it is higher"
      case .undecided: "On a typical function the two cannot be told apart"
      }
    var text =
      "\(typical): over \(Markdown.count(row.metaSeeds, "meta-seed")) and "
      + "\(Markdown.count(row.functions, "function")) its loss is "
      + "\(Markdown.number(comparison.ratio)) \(Markdown.interval(comparison.ratioInterval)) times "
      + "that of `\(claim.rivalRow.optimizer)` in the geometric mean and lower in "
      + "\(Markdown.percent(comparison.winProbability)) of the pairs; p "
      + "\(Self.relation(claim.adjustedPValue)) (Holm, \(Markdown.count(claims.count, "claim")))"
    if let signFlip = claim.signFlipPValue {
      text += ", by sign flips over the functions \(Self.relation(signFlip))"
    }
    text += "."
    if comparison.excluded > 0 {
      text +=
        " It has no ratio on \(Markdown.count(comparison.excluded, "function")), where it diverged."
    }
    if let test = comparison.test {
      text +=
        " The smallest effect this could have detected (power 0.8) is a ratio of "
        + "\(Markdown.number(1 / test.smallestDetectableRatio())) or "
        + "\(Markdown.number(test.smallestDetectableRatio()))."
    }
    return text
  }

  private static func relation(_ pValue: Double?) -> String {
    let text = Markdown.pValue(pValue)
    return text.hasPrefix("<") || pValue == nil ? text : "= \(text)"
  }
}

extension Report {
  /// The rows behind the claims in columns of fixed width, for a terminal.
  public func headlineTable() -> String {
    var settings = contents.settings.filter { setting in
      claims.contains {
        $0.row.optimizee == setting.optimizee && $0.row.horizon == setting.horizon
      }
    }
    if settings.isEmpty { settings = Array(contents.settings.prefix(1)) }
    return settings.map { setting in
      let header = ["optimizer", "final loss", "95 % interval", "ratio", "wins", "diverged"]
      let lines = rows(of: setting).map { row in
        [
          row.optimizer, Markdown.number(row.mean), Markdown.interval(row.meanInterval),
          Markdown.number(row.rival?.comparison.ratio),
          row.rival.map { Markdown.percent($0.comparison.winProbability) } ?? "–",
          "\(row.diverged)",
        ]
      }
      return "\(setting.optimizee), \(setting.horizon) updates\n"
        + Self.fixedWidth([header] + lines)
    }.joined(separator: "\n")
  }

  /// The first column to the left, the others to the right, two spaces apart.
  private static func fixedWidth(_ lines: [[String]]) -> String {
    let widths = lines[0].indices.map { column in lines.map { $0[column].count }.max() ?? 0 }
    return lines.reduce("") { text, line in
      let cells = line.indices.map { column in
        let padding = String(repeating: " ", count: widths[column] - line[column].count)
        return column == 0 ? line[column] + padding : padding + line[column]
      }
      return text + "  " + cells.joined(separator: "  ") + "\n"
    }
  }
}
