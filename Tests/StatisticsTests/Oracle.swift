import Foundation

/// Pinned numbers of scipy and mpmath, written by `Tests/Oracles/statistics_oracle.py`.
struct Oracle: Decodable {
  struct LogRatio: Decodable {
    var first: [[Double]]
    var second: [[Double]]
    var estimate: Double
    var standardError: Double
    var degreesOfFreedom: Double
    var pValue: Double
    var low: Double
    var high: Double
  }

  struct Differences: Decodable {
    var differences: [Double]
    var pValue: Double
  }

  struct Ranks: Decodable {
    var values: [Double]
    var ranks: [Double]
  }

  struct Kendall: Decodable {
    var first: [Double]
    var second: [Double]
    var tau: Double
  }

  var log: [[Double]]
  var exp: [[Double]]
  var normal: [[Double]]
  var studentT: [[Double]]
  var studentTQuantile: [[Double]]
  var logRatio: [LogRatio]
  var pairedT: Double
  var wilcoxon: [Differences]
  var signFlip: Differences
  var sample: [Double]
  var quantiles: [[Double]]
  var interquartileMean: Double
  var variance: Double
  var pValues: [Double]
  var holm: [Double]
  var benjaminiHochberg: [Double]
  var ranks: [Ranks]
  var kendall: [Kendall]

  static func load() throws -> Oracle {
    let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    let file = tests.appending(path: "Oracles/statistics.json")
    return try JSONDecoder().decode(Oracle.self, from: Data(contentsOf: file))
  }
}

/// |found − expected| / |expected|, or the distance itself when 0 is expected.
func relativeError(_ found: Double, _ expected: Double) -> Double {
  expected == 0 ? found.magnitude : ((found - expected) / expected).magnitude
}
