import Foundation
import Testing

@testable import Suites

/// `docs/suite-file.md` against the decoder.
@Suite struct SuiteFilePageTests {
  private static let page: String = {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let page = root.appending(path: "docs/suite-file.md")
    return (try? String(contentsOf: page, encoding: .utf8)) ?? ""
  }()

  /// The text below a heading, up to the next one.
  private func section(_ heading: String) throws -> Substring {
    let start = try #require(Self.page.range(of: "## \(heading)\n"), "\(heading)")
    let rest = Self.page[start.upperBound...]
    return rest[..<(rest.range(of: "\n## ")?.lowerBound ?? rest.endIndex)]
  }

  @Test(arguments: [
    ("The file", SuiteKeys.suite), ("An entry of `learned`", SuiteKeys.learned),
    ("A search for `metaLearningRate`", SuiteKeys.metaLearningRate),
    ("`handDesigned`", SuiteKeys.handDesigned),
    ("An entry of `evaluations`", SuiteKeys.evaluation),
    ("An entry of `published`", SuiteKeys.published),
  ])
  func tableHasTheKeysOfTheDecoderAndNoOther(heading: String, keys: [String]) throws {
    let rows = try section(heading).split(separator: "\n").compactMap {
      try? /\| `([A-Za-z]+)` \|.*/.wholeMatch(in: $0)
    }
    #expect(rows.map { String($0.1) } == keys)
  }

  /// Without a key that is required the sample is refused, without another it is not.
  @Test(arguments: [
    ("The file", ""), ("An entry of `learned`", "    "), ("`handDesigned`", "  "),
  ])
  func whatIsRequiredIsRefusedWhenMissing(heading: String, indentation: String) throws {
    let yaml = "\n" + Samples.yaml
    for line in try section(heading).split(separator: "\n") {
      guard let row = try /\| `([A-Za-z]+)` \| (yes|no).*/.wholeMatch(in: line), row.1 != "name"
      else { continue }
      let key = "\n\(indentation)\(row.1):"
      let start = try #require(yaml.range(of: key), "\(key)")
      // The value ends before the next line that is indented no deeper.
      let deepest = indentation.count
      let end = yaml.range(
        of: "\n {0,\(deepest)}[a-zA-Z-]", options: .regularExpression,
        range: start.upperBound..<yaml.endIndex)
      let without = yaml.replacingCharacters(
        in: start.lowerBound..<(end?.lowerBound ?? yaml.endIndex), with: "")
      let isRefused = (try? Samples.suite(without)) == nil
      #expect(isRefused == (row.2 == "yes"), "\(row.1)")
    }
  }

  @Test func limitsAreTheDecoders() throws {
    let learned = try section("An entry of `learned`")
    #expect(learned.contains("runs, 1 to \(SuiteLimits.metaSeeds) |"))
    #expect(learned.contains("at most \(Int(SuiteLimits.p)) |"))
    let bias = Int(SuiteLimits.forgetBias)
    #expect(learned.contains("−\(bias) to \(bias);"))
    #expect(learned.contains("n, 2 to \(grouped(SuiteLimits.metaGradientStride)):"))
    for limit in [SuiteLimits.horizon, SuiteLimits.functions, SuiteLimits.functionsPerRun] {
      #expect(learned.contains(grouped(limit)), "\(limit)")
    }
    let tuning = try section("`handDesigned`")
    #expect(SuiteLimits.pointsPerDecade == [1, 2, 4, 8] && tuning.contains("1, 2, 4 or 8"))
    #expect(tuning.contains("0 to \(SuiteLimits.refinements) |"))
    #expect(SuiteLimits.learningRateRatio == 1e12 && tuning.contains("10¹² times"))
    let evaluation = try section("An entry of `evaluations`")
    #expect(evaluation.contains("1 to \(grouped(SuiteLimits.horizon)),"))
  }

  @Test func theWholeFileIsOne() throws {
    let code = try section("A whole file").split(separator: "```", maxSplits: 2)[1].dropFirst(5)
    let vocabulary = Vocabulary(
      optimizees: [], learnedKinds: ["coordinatewise-linear"], handDesigned: ["sgd", "adam"],
      minimisers: [], arithmetic: WorkArithmetic()
    ) { _ in OptimizeeFacts(isDeterministic: true, fingerprint: "", arithmetic: [:]) }
    let suite = try Samples.suite(
      String(code), file: "example.yaml", vocabulary: vocabulary, curves: "")
    #expect(suite.evaluations.count == 4 && suite.learned.count == 1)
  }

  /// `1048576` as `1,048,576`.
  private func grouped(_ number: Int) -> String {
    var digits = Array("\(number)")
    for position in stride(from: digits.count - 3, to: 0, by: -3) {
      digits.insert(",", at: position)
    }
    return String(digits)
  }
}
