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

@Test(arguments: [(5, 6), (500, 501), (501, 0), (100_000, 0)])
func longTrajectoriesAreThinned(horizon: Int, count: Int) {
  let kept = TrajectoryRow.kept(horizon: horizon)
  #expect(kept == kept.sorted() && Set(kept).count == kept.count)
  #expect(kept.first == 0 && kept.last == horizon)
  #expect(kept.starts(with: 0...min(horizon, 100)))
  #expect(count == 0 ? kept.count <= 301 : kept.count == count)
}

@Test func controlCharactersDoNotReachADrawing() {
  #expect(Gnuplot.quoted("a\u{1}b'c") == "a\u{FFFD}b''c")
}
