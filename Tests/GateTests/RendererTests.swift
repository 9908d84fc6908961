import Foundation
import Statistics
import Testing

@testable import Gate

private let verdict = Verdict(
  suite: "a<b", outcome: .incomparable, problems: ["a \"quoted\" & <odd> 'problem'\n\u{1}"],
  notes: ["a note"], margin: 0.05, level: 0.05,
  rows: [
    .init(
      optimizee: "bowl", horizon: 10, optimizer: "lstm", outcome: .regression,
      compared: "final losses of 40 functions | 5 meta-seeds", ratio: 1.25, margin: 0.05,
      interval: .init(low: 1.125, high: .infinity), worsePValue: 0.00001, betterPValue: 0.875,
      shownNonInferior: false),
    .init(
      optimizee: "bowl", horizon: 10, optimizer: "adam", outcome: .incomparable,
      compared: "missing: the candidate has no such row", ratio: nil, margin: 0.05,
      interval: nil, worsePValue: nil, betterPValue: nil, shownNonInferior: false),
  ])

@Test func textNamesEveryRow() {
  #expect(
    verdict.text() == """
      gate a<b: incomparable
        incomparable: a "quoted" & <odd> 'problem'\n\u{1}
        note: a note
        regression: lstm on bowl at 10: ratio 1.250 [1.125, inf], margin 1.050, p worse < \
      0.0001, p better 0.8750, non-inferiority not shown; final losses of 40 functions | 5 meta-seeds
        incomparable: adam on bowl at 10: no ratio; missing: the candidate has no such row
      Margin 0.05000, level 0.05000: a regression is significantly worse (Benjamini-Hochberg over \
      the rows) with an interval that reaches beyond 1 + margin.

      """)
}

@Test func markdownKeepsItsColumns() {
  let lines = verdict.markdown().split(separator: "\n")
  let table = lines.filter { $0.hasPrefix("|") }
  #expect(table.count == 4)
  for line in table { #expect(line.replacing("\\|", with: "").count { $0 == "|" } == 12) }
  #expect(
    table[2].contains("| **regression** | `bowl` | 10 | `lstm` | 1.250 | [1.125, inf] | 1.050 |"))
}

@Test func jsonReadsBack() throws {
  let decoder = JSONDecoder()
  decoder.nonConformingFloatDecodingStrategy = .convertFromString(
    positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
  let json = try verdict.json()
  #expect(try decoder.decode(Verdict.self, from: Data(json.utf8)) == verdict)
  #expect(json.contains("\"outcome\" : \"regression\""))
}

@Test func junitIsWellFormedAndCounts() throws {
  let xml = verdict.junit()
  #expect(
    xml == """
      <?xml version="1.0" encoding="UTF-8"?>
      <testsuites>
        <testsuite name="gate a&lt;b" tests="3" failures="1" errors="2">
          <testcase classname="a&lt;b" name="comparable"><error message="a &quot;quoted&quot; \
      &amp; &lt;odd&gt; &apos;problem&apos;&#10;\u{FFFD}; a note"/></testcase>
          <testcase classname="bowl.10" name="lstm"><failure message="ratio 1.250 [1.125, inf], \
      margin 1.050, p worse &lt; 0.0001, p better 0.8750, non-inferiority not shown; final losses of 40 functions \
      | 5 meta-seeds"/></testcase>
          <testcase classname="bowl.10" name="adam"><error message="no ratio; missing: the \
      candidate has no such row"/></testcase>
        </testsuite>
      </testsuites>

      """)
}

@Test func exactRegressionIsAFailureOfTheWhole() {
  let verdict = Gate.compareExactly(suites: ("s", "s"), referenceDigest: "a", candidateDigest: "b")
  #expect(verdict.junit().contains("tests=\"1\" failures=\"1\" errors=\"0\""))
}
