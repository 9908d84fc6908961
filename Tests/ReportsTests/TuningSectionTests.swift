import Results
import Testing

@testable import Reports

/// The fixture with a random search beside its tunings, and the report of it.
private func searched() throws -> Report {
  let label = "tune muon-tuned on bowl-10 at 40"
  let draws: [TuningResult.Draw] = [
    .init(
      settings: ["learningRate": .number(0.5), "rateDecay": .text("constant")],
      meanFinalLoss: nil, diverged: 2),
    .init(
      settings: [
        "adamLearningRate": .number(0.01), "learningRate": .number(0.0123456),
        "rateDecay": .text("linear"),
      ], meanFinalLoss: 0.25, diverged: 0),
  ]
  let tuning = TuningResult(
    optimizer: "muon-tuned", optimizee: "bowl-10", horizon: 40, functions: 8, curve: [],
    learningRate: 0.0123456, widenings: 0, gradientEvaluations: 640,
    search: TuningResult.Search(rule: "muon", draws: draws, chosen: 1))
  var manifest = Fixture.manifest()
  manifest.cells.append(Manifest.Cell(key: label, label: label, external: false))
  let record = Record(
    suite: manifest.suite, key: label, label: label, external: false, content: .tuning(tuning))
  return try Report(manifest: manifest, records: Fixture.records() + [record])
}

private func file(_ path: String, of report: Report) throws -> String {
  let file = try #require(report.files().first { $0.path == path })
  return String(decoding: file.bytes, as: UTF8.self)
}

@Suite struct TuningSectionTests {
  @Test func theSectionHasTheChosenSettingsAndTheCostInWords() throws {
    let page = try file("report.md", of: searched())
    let cost =
      "- `muon-tuned`: 2 draws in 1 search, 640 gradient evaluations\n"
    #expect(page.contains(cost))
    #expect(
      page.contains(
        "| `bowl-10` | 40 | `muon-tuned` | 0.250 | 2 | 1 |"
          + " learningRate 0.0123, adamLearningRate 0.01, rateDecay linear |\n"))
    #expect(page.contains("| random search of settings | 1 | – | 640 |\n"))
  }

  /// The tables of learning rates stay as they are.
  @Test func everyDrawIsARowOfATableOfItsOwn() throws {
    let (with, without) = (
      try searched(), try Report(manifest: Fixture.manifest(), records: Fixture.records())
    )
    #expect(
      try file("tables/random-search.csv", of: with) == """
        optimizee,horizon,optimizer,rule,meta_seed,functions,draw,mean_final_loss,diverged,chosen,\
        gradient_evaluations,settings
        bowl-10,40,muon-tuned,muon,,8,0,,2,no,640,"learningRate 0.50000, rateDecay constant"
        bowl-10,40,muon-tuned,muon,,8,1,0.25000,0,yes,640,\
        "learningRate 0.012346, adamLearningRate 0.010000, rateDecay linear"

        """)
    #expect(
      try file("tables/tuning.csv", of: with) == file("tables/tuning.csv", of: without))
    #expect(!without.files().contains { $0.path == "tables/random-search.csv" })
  }
}
