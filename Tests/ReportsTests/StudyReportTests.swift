import Results
import Testing

@testable import Reports

private let study = StudyResult(
  optimizer: "lstm", point: "meta-trained", optimizee: "bowl-10", horizon: 40, functions: 3,
  metaParameters: 5061, standardDeviation: 0.01, pairs: 4, referenceEpisodes: 400,
  referenceSquare: .init(value: 4, error: 0.02),
  rows: [
    row("evolution-strategies", 1, bias: 0.001, error: 0.002, variance: 100),
    row("truncated-backpropagation", 1, bias: 0.04, error: 0.001, variance: 1),
    row("truncated-backpropagation", 4, bias: 0.25, error: 0.001, variance: 0.5),
    StudyResult.Row(
      estimator: "persistent-evolution-strategies", windows: 4, episodes: 20, innerSteps: nil,
      squaredBias: nil, variance: nil, cosine: nil),
  ])

private func row(
  _ estimator: String, _ windows: Int, bias: Double, error: Double, variance: Double
) -> StudyResult.Row {
  StudyResult.Row(
    estimator: estimator, windows: windows, episodes: 20, innerSteps: 120,
    squaredBias: .init(value: bias, error: error), variance: .init(value: variance, error: 0),
    cosine: .init(value: 0.9, error: 0.01))
}

@Suite struct StudyReportTests {
  private func report() throws -> Report {
    var manifest = Fixture.manifest()
    let record = Record(
      suite: Fixture.suite, key: "study", label: "study", external: false, content: .study(study))
    manifest.cells.append(.init(key: record.key, label: record.label, external: false))
    return try Report(manifest: manifest, records: Fixture.records() + [record])
  }

  private func text(_ path: String) throws -> String {
    let file = try #require(try report().files().first { $0.path == path })
    return String(decoding: file.bytes, as: UTF8.self)
  }

  @Test func thePageSaysHowFarEachEstimatorIsFromTheReference() throws {
    let page = try text("report.md")
    #expect(page.contains("## Bias and variance of estimators\n"))
    #expect(page.contains("squared length is known to 0.50\u{A0}%."))
    #expect(page.contains("| `truncated-backpropagation` | 1 | 0.20 (0.19 – 0.21) | 1.00 |"))
    #expect(page.contains("| `evolution-strategies` | 1 | below 0.072 | 10.0 |"))
    #expect(page.contains("| `persistent-evolution-strategies` | 4 | – | – | – | – |"))
    #expect(page.contains("](figures/estimators-lstm-meta-trained.svg)"))
  }

  @Test func theTableHasEveryNumber() throws {
    let lines = try text("tables/estimators.csv").split(separator: "\n")
    #expect(lines.count == 5)
    #expect(
      lines[2]
        == "lstm,meta-trained,bowl-10,40,truncated-backpropagation,1,20,120,0.20000,0.19470,0.20517,"
        + "0.040000,0.0010000,1.0000,0,0.90000,0.010000,4.0000,0.020000")
    #expect(lines[4].hasSuffix(",persistent-evolution-strategies,4,20,,,,,,,,,,,4.0000,0.020000"))
  }

  /// An estimator without windows is a line over all their numbers; what may be chance has no point.
  @Test func theFigureHasABlockForEachEstimator() throws {
    let data = try text("figures/estimators-lstm-meta-trained.csv")
    #expect(
      data.contains(
        "evolution-strategies,1,,0.0010000,0.072014,10.000\n"
          + "evolution-strategies,4,,0.0010000,0.072014,10.000\n"))
    #expect(data.contains("truncated-backpropagation,4,0.50000,0.49790,0.50209,0.70711\n"))
    let script = try text("figures/estimators-lstm-meta-trained.gp")
    #expect(script.contains("set logscale x") && script.contains("index 2"))
  }

  @Test func aReportWithoutStudiesSaysNothingOfThem() throws {
    let report = try Report(manifest: Fixture.manifest(), records: Fixture.records())
    let page = try #require(report.files().first { $0.path == "report.md" })
    #expect(!String(decoding: page.bytes, as: UTF8.self).contains("Bias and variance"))
  }
}
