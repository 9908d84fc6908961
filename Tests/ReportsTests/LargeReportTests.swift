import Results
import Testing

@testable import Reports

/// A learned and a hand-designed optimizer on optimizees of two families at three horizons, five functions
/// each: 12 cells a size.
private struct Large {
  static let families = ["bowl", "ridge"]
  let records: [Record]

  init(sizes: Int) {
    records = Self.families.flatMap { family in
      (1...sizes).flatMap { size in
        [5, 10, 20].flatMap { horizon in
          ["lstm", "adam"].enumerated().map { place, optimizer in
            Self.evaluation(optimizer, place, on: "\(family)-\(size)", horizon: horizon)
          }
        }
      }
    }
  }

  func report(longestPage: Int) throws -> Report {
    var manifest = Fixture.manifest()
    manifest.cells = records.map { .init(key: $0.key, label: $0.label, external: false) }
    manifest.published = []
    return try Report(manifest: manifest, records: records, longestPage: longestPage)
  }

  private static func evaluation(
    _ optimizer: String, _ place: Int, on optimizee: String, horizon: Int
  ) -> Record {
    let losses = (0..<5).map { Float(place + 1) / Float(horizon + $0) }
    let curve = (0...horizon).map { Float(place + 1) / Float($0 + 1) }
    let label = "evaluate \(optimizer) on \(optimizee) at \(horizon)"
    return Record(
      suite: Fixture.suite, key: label, label: label, external: false,
      content: .evaluation(
        EvaluationResult(
          optimizer: optimizer, kind: place == 0 ? .learned : .handDesigned,
          metaSeed: place == 0 ? 0 : nil, optimizee: optimizee, horizon: horizon,
          learningRate: place == 0 ? nil : 0.1, finalLossWindow: 1, finalLosses: losses,
          areas: losses, divergences: [],
          trajectory: .init(
            mean: curve, lowerQuartile: curve, median: curve, upperQuartile: curve))))
  }
}

#if DEBUG
  private let sizes = (count: 4, longestPage: 8_000)
#else
  private let sizes = (count: 800, longestPage: 300_000)
#endif

/// 9,600 cells in a release build, 48 and shorter pages in debug.
@Test func aLargeReportIsAnOverviewAndAPageForEachFamily() throws {
  let large = Large(sizes: sizes.count)
  let report = try large.report(longestPage: sizes.longestPage)
  let files = report.files()
  let pages = files.filter { $0.path.hasSuffix(".md") }
  for page in pages { #expect(page.bytes.count < 400_000, "\(page.path)") }
  #expect(pages[0].path == "report.md")
  let names = pages.dropFirst().map(\.path)
  for family in Large.families { #expect(names.contains("families/\(family).md")) }
  #expect(names.contains("families/bowl-part-2.md"))
  let paths = Set(files.map(\.path) + report.figures.map(\.path))
  var shown: Set<String> = []
  for page in pages {
    let text = String(decoding: page.bytes, as: UTF8.self)
    for link in text.matches(of: /\]\(([^)#]+)[^)]*\)/).map({ String($0.1) }) {
      let path = page.path == "report.md" ? link : String(link.trimmingPrefix("../"))
      #expect(paths.contains(path), "\(page.path): \(link)")
      if path.hasPrefix("figures/"), page.path != "report.md" { shown.insert(path) }
    }
  }
  #expect(shown.count == large.records.count / 2, "every figure is on a page")
}
