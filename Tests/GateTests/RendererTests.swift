import Foundation
import Statistics
import Testing

@testable import Gate

private let comparison = {
  var comparison = Comparison(
    suite: "a<b", problems: ["a \"quoted\" & <odd> 'problem'\n\u{1}"], notes: ["a note"],
    margin: 0.05, learnedMargin: 0.5, level: 0.05)
  comparison.rows = [
    .init(
      optimizee: "bowl", horizon: 10, optimizer: "lstm", outcome: .regression,
      compared: "final losses of 40 functions | 5 meta-seeds", equal: false, ratio: 1.25,
      margin: 0.5, interval: .init(low: 1.125, high: .infinity), worsePValue: 0.00001,
      betterPValue: 0.875, shownNonInferior: false,
      theseOptimizers: .init(metaSeeds: 5, ratio: 1.25, interval: .init(low: 1.2, high: 1.3)),
      smallestRegression: 1.625),
    .init(
      optimizee: "bowl", horizon: 10, optimizer: "nag", outcome: .undecided,
      compared: "not tested: 1 function", equal: false, ratio: 100, margin: 0.05,
      shownNonInferior: false),
    .init(
      optimizee: "bowl", horizon: 10, optimizer: "adam", outcome: .incomparable,
      compared: "missing: the candidate has no such row", equal: false, margin: 0.05,
      shownNonInferior: false),
    .init(
      optimizee: "bowl", horizon: 10, optimizer: "sgd", outcome: .pass,
      compared: "equal final losses: 40 functions", equal: true, ratio: 1, margin: 0.05,
      shownNonInferior: true),
  ]
  comparison.decide()
  return comparison
}()

@Test func textNamesEveryRowThatDidNotPass() {
  #expect(
    comparison.text() == """
      gate a<b: incomparable (1 incomparable, 1 regression, 1 undecided, 1 pass)
        incomparable: a "quoted" & <odd> 'problem'\n\u{1}
        note: a note
        incomparable: adam on bowl at 10: missing: the candidate has no such row
        undecided: nag on bowl at 10: ratio 100; not tested: 1 function
        regression: lstm on bowl at 10: ratio 1.25 [1.13, inf], margin 1.50, p worse < 0.0001; \
      final losses of 40 functions | 5 meta-seeds
          these 5 optimizers got worse: ratio 1.25 [1.20, 1.30] over the functions
        pass: 1 row: 1 with equal final losses
      The smallest regressions that this reference finds with probability 0.8: lstm × 1.63.
      A ratio is candidate / reference. A row passes when its 95 % interval ends below 1.05 (1.50 \
      for learned optimizers). A regression is significantly worse (level 0.0500, \
      Benjamini-Hochberg over the rows that changed).

      """)
  #expect(comparison.text(verbose: true).contains("  pass: sgd on bowl at 10: ratio 1.00"))
}

@Test func markdownKeepsItsColumns() {
  for (verbose, rows) in [(false, 3), (true, 4)] {
    let table = comparison.markdown(verbose: verbose).split(separator: "\n").filter {
      $0.hasPrefix("|")
    }
    #expect(table.count == rows + 2)
    for line in table { #expect(line.replacing("\\|", with: "").count { $0 == "|" } == 11) }
  }
  #expect(
    comparison.markdown().contains(
      "| **regression** | `bowl` | 10 | `lstm` | 1.25 | [1.13, inf] | 1.50 |"))
  #expect(comparison.markdown().contains("- pass: 1 row: 1 with equal final losses"))
}

@Test func jsonReadsBack() throws {
  let decoder = JSONDecoder()
  decoder.nonConformingFloatDecodingStrategy = .convertFromString(
    positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
  let json = try comparison.json()
  #expect(try decoder.decode(Comparison.self, from: Data(json.utf8)) == comparison)
  #expect(json.contains("\"outcome\" : \"regression\""))
}

@Test func junitIsWellFormedAndCounts() throws {
  let whole =
    "<testcase classname=\"a&lt;b\" name=\"comparable\"><error message=\""
    + "a &quot;quoted&quot; &amp; &lt;odd&gt; &apos;problem&apos;&#10;\u{FFFD}; a note\"/></testcase>"
  let xml = comparison.junit()
  #expect(xml.contains("tests=\"5\" failures=\"2\" errors=\"2\" skipped=\"0\">"), "\(xml)")
  #expect(xml.contains(whole), "\(xml)")
  #expect(
    xml.contains(
      "name=\"nag\"><failure message=\"ratio 100; not tested: 1 function\"/></testcase>"), "\(xml)")
  #expect(
    xml.contains(
      "name=\"adam\"><error message=\"missing: the candidate has no such row\"/>"), "\(xml)")
  var allowed = comparison
  allowed.allowsUndecided = true
  #expect(allowed.junit().contains("tests=\"5\" failures=\"1\" errors=\"2\" skipped=\"1\">"))
  #expect(allowed.junit().contains("name=\"nag\"><skipped message="))
}

@Test func aFolderThatCannotBeReadIsADocumentInEveryFormat() throws {
  let comparison = Comparison(suite: "smoke", unreadable: "nowhere: found no manifest")
  #expect(comparison.exitCode == 3)
  #expect(
    comparison.text() == "gate smoke: incomparable\n  incomparable: nowhere: found no manifest\n")
  #expect(comparison.markdown().contains("- **incomparable**: nowhere: found no manifest"))
  #expect(comparison.junit().contains("tests=\"1\" failures=\"0\" errors=\"1\" skipped=\"0\""))
  #expect(try comparison.json().contains("\"nowhere: found no manifest\""))
}
