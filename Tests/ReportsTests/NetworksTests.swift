import Results
import Testing

@testable import Reports

/// The files of the report, made once.
private let files = Result {
  let report = try Report(manifest: Networks.manifest(), records: Networks.records())
  return Dictionary(
    uniqueKeysWithValues: report.files().map {
      ($0.path, String(decoding: $0.bytes, as: UTF8.self))
    })
}

private func text(_ path: String) throws -> String { try #require(files.get()[path]) }

private func section(_ title: String, of page: String) throws -> Substring {
  let start = try #require(page.range(of: "## \(title)\n")).upperBound
  let end = page.range(of: "\n## ", range: start..<page.endIndex)?.lowerBound ?? page.endIndex
  return page[start..<end]
}

@Test(arguments: [
  ("mnist-mlp-20", "mnist-mlp", 1, 20), ("mnist-mlp-20-20", "mnist-mlp", 2, 20),
  ("my-digits-mlp-5-5-5", "my-digits-mlp", 3, 5),
])
func namesOfPlainNetworksTellTheirSize(name: String, family: String, layers: Int, units: Int) {
  let network = HiddenLayers(optimizee: name)
  #expect(network?.family == family && network?.layers == layers && network?.units == units)
}

@Test(arguments: ["mnist-mlp-20-relu", "mnist-mlp-20-10", "quadratic-uniform-10", "mnist-mlp", ""])
func otherNamesHaveNoSize(name: String) {
  #expect(HiddenLayers(optimizee: name) == nil)
}

@Test func sizesAreDrawnWithPublishedPointsDashedInTheColoursOfOurs() throws {
  let script = try text("figures/bowl-mlp-units-40.gp")
  #expect(script.contains("bowl-mlp, 1 layer, 40 updates"))
  #expect(script.contains("bowl-mlp, 2 layers, 40 updates"))
  let lines = script.split(separator: "\n")
  let lstm = lines.filter { $0.contains("title 'lstm") }
  let published = lines.filter { $0.contains("title 'LSTM (published)'") }
  #expect(lstm.count == 2 && published.count == 2, "one line a panel")
  for line in published { #expect(line.contains("dashtype 2") && line.contains("#D55E00")) }
  for line in lstm { #expect(line.contains("#D55E00") && !line.contains("dashtype")) }
  let data = try text("figures/bowl-mlp-units-40.csv").components(separatedBy: "\n\n\n")
  #expect(
    data[0].split(separator: "\n").map { $0.prefix(10) }.prefix(2) == ["optimizer,", "lstm,1,5,0"])
  #expect(!data.joined().contains("lstm,2,10"), "diverged there: no point")
}

@Test func curvesCarryABandAndTheIntervalOfTheFinalLoss() throws {
  let header = try text("figures/bowl-mlp-20-40.csv").split(separator: "\n")[0]
  #expect(
    header == "updates,sgd,sgd final low,sgd final high,nag,nag final low,nag final high,"
      + "lstm,lstm low,lstm high,lstm final low,lstm final high")
  let diverged = try text("figures/bowl-mlp-10-10-40.csv").split(separator: "\n")[0]
  #expect(!diverged.contains("lstm final"), "an infinite interval is not drawn")
}

@Test func matrixIsSplitSortedAndMarked() throws {
  let matrix = try section("Generalisation", of: text("report.md"))
  let rows = matrix.split(separator: "\n").filter { $0.hasPrefix("| `") }.map { row in
    row.split(separator: "`")[1]
  }
  #expect(rows == ["bowl-mlp-20", "bowl-mlp-5", "bowl-mlp-10", "bowl-mlp-5-5", "bowl-mlp-10-10"])
  let cells = matrix.split(separator: "\n").filter { $0.hasPrefix("| `") }
  #expect(cells[0].contains("†<br>✓ × "))
  #expect(cells[1].contains("<br>✓ × ") && cells[1].contains("<br>÷ 0.5"))
  #expect(cells[4].contains("| ∞<br>! × "))
  let table = try text("tables/generalisation.csv").split(separator: "\n")
  #expect(table.count == 1 + 5 * 3)
  #expect(table[1].hasPrefix("bowl-mlp-20,40,lstm,learned,yes,"))
}

@Test func plainWordsCountWhatHeldUp() throws {
  let words = try section("What held up and what did not", of: text("report.md"))
  #expect(words.contains("`lstm` on the optimizee it was meta-trained on: lower, × 0.68"))
  #expect(
    words.contains("not meta-trained on: lower in 2, higher in 1, diverged in 1 of 4 settings."))
  #expect(words.contains("See [Divergences](#divergences)."))
  #expect(
    words.contains("fig6, `lstm`: ours is at or below the published value in 3 of 5 networks"))
  #expect(words.contains("fig6, `nag`: ours is at or below the published value in 0 of 5 networks"))
}

@Test func heldOutColumnsStandLast() throws {
  let lines = try text("tables/final-loss.csv").split(separator: "\n")
  #expect(lines[0].hasSuffix(",smallest_regression,held_out_loss,held_out_accuracy"))
  for line in lines.dropFirst() { #expect(line.hasSuffix(",0.50000,0.75000")) }
  let page = try text("report.md")
  #expect(page.contains("| p | held-out | accuracy |\n"))
  #expect(page.contains("| 0.500 | 75.0\u{A0}% |"))
}

@Test func ranksTellWhatOneOptimizeeDecides() throws {
  let ranks = try section("Over all optimizees", of: text("report.md"))
  // lstm is first on three networks, second on one, and last, for its divergences, on another.
  #expect(ranks.contains("| `nag` | 1.60 | 1.50 to 1.75 |"))
  #expect(ranks.contains("| `lstm` | 1.60 | 1.25 to 1.75 |"))
}

@Test func stepsToTargetsAreCensoredAtTheHorizon() throws {
  let lines = try text("tables/steps-to-target.csv").split(separator: "\n")
  #expect(lines[0] == "optimizee,horizon,optimizer,rival,rival_updates,target,updates,censored")
  #expect(lines.count == 1 + 5 * 3 * 4)
  #expect(lines.contains { $0.hasPrefix("bowl-mlp-20,40,nag,nag,40,") && $0.hasSuffix(",40,no") })
  #expect(lines.contains { $0.hasPrefix("bowl-mlp-20,40,sgd,nag,40,") && $0.hasSuffix(",,yes") })
}

@Test func timeFillsOnlyTheLastSection() throws {
  let records = Networks.records()
  var provenance = Provenance(
    environment: RunEnvironment.current(), gslVersion: "2.7.1", threads: 2)
  for record in records { provenance.cellSeconds[record.key] = 2 }
  let without = try text("report.md")
  let timed = try Report(manifest: Networks.manifest(), records: records, provenance: provenance)
  let with = String(decoding: timed.files()[0].bytes, as: UTF8.self)
  #expect(with.hasPrefix(without))
  let time = try section("Time and provenance", of: with)
  #expect(time.contains("| meta-training | 1 | 2.00 | 3.8\u{A0}% | 15.0 | – |"))
  #expect(time.contains("| evaluation, learned | 15 | 30.0 | 57.7\u{A0}% | – | 480 |"))
  let budget = try section("Budget", of: without)
  #expect(budget.contains("| meta-training | 1 | 30 | – |"))
  #expect(budget.contains("| evaluation, all others | 10 | – | 9600 |"))
}

/// Where every epoch has one measurement there is no such table.
@Test func everyMeasurementOfAnEpochHasARow() throws {
  #expect(try files.get()["tables/meta-validation.csv"] == nil)
  var records = Networks.records()
  guard case .metaTraining(var result) = records[0].content else {
    Issue.record("the first record is of meta-training")
    return
  }
  result.optimizees = ["bowl-mlp-20", "bowl-mlp-5"]
  result.validation = [20, 80].map { .init(optimizee: "bowl-mlp-20", horizon: $0) }
  result.epochs[0].validationLosses = [2, nil]
  records[0].content = .metaTraining(result)
  let report = try Report(manifest: Networks.manifest(), records: records)
  let table = report.files().first { $0.path == "tables/meta-validation.csv" }
  #expect(
    table.map { String(decoding: $0.bytes, as: UTF8.self) } == """
      optimizer,meta_seed,epoch,optimizee,horizon,validation_loss
      lstm,0,0,bowl-mlp-20,20,2.0000
      lstm,0,0,bowl-mlp-20,80,

      """)
  let verdicts = report.files().first { $0.path == "tables/verdicts.csv" }
  let claimed = String(decoding: verdicts?.bytes ?? [], as: UTF8.self).split(separator: "\n")
    .filter { $0.hasPrefix("bowl-mlp-5,") && $0.hasSuffix(",yes") }
  #expect(claimed.count == 1, "a family that it was also meta-trained on is claimed")
}
