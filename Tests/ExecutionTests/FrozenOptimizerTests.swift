import Datasets
import Foundation
import Results
import Suites
import TestSupport
import Testing

@testable import Execution

/// The tiny suite with learned optimizers that come from files: a suite of the same seed.
private func suite(
  _ files: [String: [UInt8]],
  entries: String = "  - name: frozen\n    file: made/linear.safetensors\n"
) throws -> Suite {
  let (head, rest) = (
    TinySuite.yaml.components(separatedBy: "  - name:")[0],
    TinySuite.yaml.components(separatedBy: "handDesigned:")[1]
  )
  return try Suite(
    decoding: head + entries + "handDesigned:" + rest, file: "tiny.yaml",
    vocabulary: .registered(noData)
  ) { path in
    guard let bytes = files[path] else {
      throw SuiteError.unreadable(file: path, reason: "no such file")
    }
    return bytes
  }
}

private func run(_ plan: Plan, in folder: String) throws -> [String: EvaluationResult] {
  let writer = try StoreWriter(folder: folder, suite: plan.suite.name)
  _ = try SuiteRun(plan, writer: writer, library: noData, threads: 2) { _ in }.run()
  var results: [String: EvaluationResult] = [:]
  for record in try writer.store.records(of: plan.manifest) {
    if case .evaluation(let result) = record.content { results[record.label] = result }
  }
  return results
}

@Suite struct FrozenOptimizerTests {
  private static let made = Result {
    let folder = try TemporaryFolder()
    let plan = try plan()
    let results = try run(plan, in: folder.path)
    let file = URL(filePath: "\(folder.path)/optimizers/linear-1.safetensors")
    return (results: results, file: Array(try Data(contentsOf: file)))
  }

  private let file: [UInt8]
  private let metaTrained: EvaluationResult

  init() throws {
    let made = try Self.made.get()
    file = made.file
    metaTrained = try #require(
      made.results["evaluate linear on quadratic-uniform-3 at 4 meta-seed 1"])
  }

  @Test func itsLossesAreThoseOfTheRunThatMadeTheFile() throws {
    let folder = try TemporaryFolder()
    let plan = Plan(try suite(["made/linear.safetensors": file]))
    #expect(plan.cells.allSatisfy { !$0.label.contains("train") && !$0.label.contains("search") })
    let found = try #require(
      try run(plan, in: folder.path)["evaluate frozen on quadratic-uniform-3 at 4"])
    var expected = metaTrained
    expected.optimizer = "frozen"
    expected.metaSeed = 0
    expected.frozenDigest = Digest.hexadecimal(of: file)
    #expect(found == expected)
    #expect(
      plan.manifest.frozen == [
        "`frozen`: `made/linear.safetensors`; SHA-256 `\(Digest.hexadecimal(of: file))`;"
          + " `coordinatewise-linear`, output × 0.1; meta-trained in the suite `tiny`, meta-seed 1"
      ])
  }

  @Test func anotherByteIsAnotherKeyAndAnotherPathIsNot() throws {
    var other = file
    other[other.count - 1] ^= 1
    let plans = [
      Plan(try suite(["made/linear.safetensors": file])),
      Plan(try suite(["made/linear.safetensors": other])),
      Plan(
        try suite(
          ["b.safetensors": file], entries: "  - name: frozen\n    file: b.safetensors\n")),
    ]
    #expect(plans[0].suiteDigest != plans[1].suiteDigest)
    #expect(plans[0].suiteDigest == plans[2].suiteDigest)
    #expect(plans[0].cells.map(\.key) == plans[2].cells.map(\.key))
    for (first, second) in zip(plans[0].cells, plans[1].cells) {
      #expect((first.key != second.key) == first.label.contains("frozen"), "\(first.label)")
    }
  }

  @Test func aPlanIsForecastWithTheRuleOfTheFile() throws {
    let suite = try suite(["made/linear.safetensors": file])
    let plan = Plan(suite)
    let cell = try #require(plan.cells.first { $0.label.hasPrefix("evaluate frozen") })
    // Three parameters, four updates, sixteen functions, at 0.3 of the LSTM's time.
    #expect(abs(CellCost(suite).seconds(cell) - 0.3 * 3 * 4 * 16 / 13e6) < 1e-15)
    let forecast = try Forecast(
      plan, store: Store(folder: "/nowhere"), library: noData)
    #expect(forecast.rows.allSatisfy { $0.seconds > 0 })
  }

  @Test(arguments: [
    (
      "file: absent.safetensors", 7, 11,
      "learned[0].file: found absent.safetensors, which cannot be read (no such file),"
        + " expected an optimizer file, as docs/formats.md describes it"
    ),
    (
      "file: damaged.safetensors", 7, 11,
      "learned[0].file: found damaged.safetensors, which cannot be used (damaged.safetensors: "
    ),
    (
      "file: ../linear.safetensors", 7, 11,
      "learned[0].file: found ../linear.safetensors, expected a path that stays below"
    ),
    (
      "file: linear.safetensors\n    metaSeeds: 2", 8, 16,
      "learned[0].metaSeeds: found metaSeeds beside file, expected name and file alone"
    ),
    ("file: [a]", 7, 11, "learned[0].file: found a list, expected a file name"),
    (
      "file: linear.safetensors\n  - name: frozen\n    file: linear.safetensors", 8, 11,
      "learned[1].name: found frozen, expected a name of its own; there is a learned optimizer"
    ),
  ])
  func aMistakeIsNamedWithItsPlace(
    _ entry: String, line: Int, column: Int, message: String
  ) throws {
    let files = ["linear.safetensors": file, "damaged.safetensors": Array(file.dropLast())]
    #expect {
      try suite(files, entries: "  - name: frozen\n    \(entry)\n")
    } throws: { error in
      let text = "\(error)"
      return text.hasPrefix("tiny.yaml:\(line):\(column): \(message)")
    }
  }
}
