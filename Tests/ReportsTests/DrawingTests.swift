import Foundation
import Results
import Testing

@testable import Reports

/// Contrast of a colour `#RRGGBB` to white, by WCAG 2.
private func contrast(_ colour: String) -> Double {
  let number = Int(colour.dropFirst(), radix: 16) ?? 0
  let channels = [16, 8, 0].map { shift in
    let value = Double(number >> shift & 255) / 255
    return value <= 0.03928 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
  }
  return 1.05 / (0.2126 * channels[0] + 0.7152 * channels[1] + 0.0722 * channels[2] + 0.05)
}

@Test func linesAndTextStandOutOnWhite() {
  #expect(contrast(Palette.text) >= 4.5)
  let hues = Palette.known.values + Palette.otherLearned + Palette.otherHandDesigned
  for hue in hues { #expect(contrast(hue) >= 3, "\(hue)") }
  #expect(Set(hues).count == hues.count, "no two are alike")
}

@Test func anOptimizerHasOneColourInEverySuite() {
  let suites: [[(name: String, kind: EvaluationResult.Kind)]] = [
    [("lstm", .learned), ("nag", .handDesigned), ("lion", .handDesigned)],
    [("lion", .handDesigned), ("velo", .learned), ("lstm", .learned), ("nag", .handDesigned)],
  ]
  let palettes = suites.map(Palette.init)
  for name in ["lstm", "nag", "lion"] {
    #expect(palettes[0].hue(of: name) == palettes[1].hue(of: name), "\(name)")
  }
  #expect(Set(["lstm", "nag", "lion", "velo"].map { palettes[1].hue(of: $0) }).count == 4)
}

@Test func runningMeansAreCentredAndShorterAtTheEnds() {
  #expect([1, 2, 3, 4, 8].runningMean(over: 3) == [1.5, 2, 3, 5, 6])
  #expect([1, 2, 3].runningMean(over: 1) == [1, 2, 3])
}

@Test func controlCharactersDoNotReachADrawing() {
  #expect(Gnuplot.quoted("a\u{1}b'c") == "a\u{FFFD}b''c")
}

/// Two optimizers at a horizon of 2,000, whose records have losses of some updates.
private struct Long {
  static let updates = KeptUpdates.of(horizon: 2_000)

  static func record(_ optimizer: String, updates: [Int]? = updates, isStochastic: Bool = true)
    -> Record
  {
    let losses = (updates ?? Array(0...2_000)).map { 1 + Float(optimizer.count) / Float($0 + 1) }
    let heldOut = EvaluationResult.HeldOut(updates: 2_000, losses: [1], accuracies: [0.5])
    return Record(
      suite: Fixture.suite, key: optimizer, label: "evaluate \(optimizer)", external: false,
      content: .evaluation(
        EvaluationResult(
          optimizer: optimizer, kind: optimizer == "lstm" ? .learned : .handDesigned,
          metaSeed: optimizer == "lstm" ? 0 : nil, optimizee: "bowl-10", horizon: 2_000,
          learningRate: nil, finalLossWindow: 1, finalLosses: [losses[losses.count - 1]],
          areas: [0],
          divergences: [],
          trajectory: .init(
            updates: updates, mean: losses, lowerQuartile: losses, median: losses,
            upperQuartile: losses), heldOut: isStochastic ? [heldOut] : nil)))
  }

  static func report(_ records: [Record]) throws -> Report {
    var manifest = Fixture.manifest()
    manifest.cells = records.map { .init(key: $0.key, label: $0.label, external: false) }
    manifest.published = [
      PublishedFigure(
        figure: "far", optimizee: "bowl-10", horizon: 2_000,
        curves: [.init(optimizer: "LSTM", updates: [0, 1_999], losses: [3, 1])])
    ]
    return try Report(manifest: manifest, records: records)
  }
}

@Test func thinnedRecordsAreReportedAfterTheirOwnUpdates() throws {
  let report = try Long.report([Long.record("lstm"), Long.record("nag")])
  let files = Dictionary(
    uniqueKeysWithValues: report.files().map {
      ($0.path, String(decoding: $0.bytes, as: UTF8.self))
    })
  let rows = try #require(files["tables/trajectories.csv"]).split(separator: "\n").map {
    $0.split(separator: ",", omittingEmptySubsequences: false)
  }
  #expect(rows.count == 1 + 2 * Long.updates.count)
  #expect(rows[1...].prefix(Long.updates.count).map { Int($0[4]) } == Long.updates)
  // Where the rival, whose curve is lower, is after a quarter; the last update has the target of all.
  let targets = try #require(files["tables/steps-to-target.csv"]).split(separator: "\n")
  #expect(targets.contains { $0.hasPrefix("bowl-10,2000,nag,nag,500,") && $0.hasSuffix(",500,no") })
  #expect(targets.contains { $0.hasPrefix("bowl-10,2000,lstm,nag,2000,") && $0.hasSuffix(",,yes") })
  let data = try #require(files["figures/bowl-10-2000.csv"]).split(separator: "\n")
  #expect(data.count == 1 + Long.updates.count + 1, "and a published value between them")
  #expect(data.contains { $0.hasPrefix("1999,,,") && $0.contains(",1.0000") })
  #expect(
    files["report.md"]?.contains("9 neighbouring numbers of updates that records keep") == true)
}

@Test func trajectoriesOfOneSettingHaveTheSameUpdates() {
  #expect(throws: ReportError.self) {
    try Long.report([Long.record("lstm"), Long.record("nag", updates: nil)])
  }
}
