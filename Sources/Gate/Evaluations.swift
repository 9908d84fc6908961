import Results
import Statistics

/// The evaluations of one run: row after row, in the order of the plan.
struct Evaluations {
  var rows: [Row] = []
  /// What is wrong with the run as a whole.
  var problems: [String] = []

  /// One optimizer on one optimizee and horizon.
  struct Row {
    var name: Name
    var external: Bool
    /// In increasing order of their meta-seeds.
    var results: [EvaluationResult]

    var samples: Samples { Samples(losses: results.map(\.finalLosses)) }
    var metaSeeds: [Int?] { results.map(\.metaSeed) }
    /// A row has at least one result.
    var kind: EvaluationResult.Kind { results[0].kind }
    var isOfMinimiser: Bool { external && kind == .handDesigned }
    /// Numbers of values averaged into a final loss.
    var windows: Set<Int> { Set(results.map(\.finalLossWindow)) }
    var functions: Set<Int> { Set(results.map(\.finalLosses.count)) }
  }

  struct Name: Hashable {
    var optimizee: String
    var horizon: Int
    var optimizer: String

    var text: String { "\(optimizer) on \(optimizee) at \(horizon)" }
  }

  /// `side` names the run in problems.
  init(manifest: Manifest, records: [Record], side: String) {
    var recordsByKey: [String: Record] = [:]
    for record in records {
      if record.suite != manifest.suite {
        problems.append("\(side): '\(record.label)' belongs to suite '\(record.suite)'")
      }
      if record.formatVersion != Record.currentFormatVersion {
        problems.append("\(side): '\(record.label)' has format version \(record.formatVersion)")
      }
      if recordsByKey.updateValue(record, forKey: record.key) != nil {
        problems.append("\(side): two records have the key of '\(record.label)'")
      }
    }
    for cell in manifest.cells {
      if let record = recordsByKey.removeValue(forKey: cell.key) {
        add(record, side: side)
      } else {
        problems.append("\(side): no record of '\(cell.label)'")
      }
    }
    for label in recordsByKey.values.map(\.label).sorted() {
      problems.append("\(side): '\(label)' belongs to no cell")
    }
    for index in rows.indices {
      rows[index].results.sort { ($0.metaSeed ?? 0) < ($1.metaSeed ?? 0) }
    }
  }

  private mutating func add(_ record: Record, side: String) {
    guard case .evaluation(let result) = record.content else { return }
    let name = Name(
      optimizee: result.optimizee, horizon: result.horizon, optimizer: result.optimizer)
    guard let index = rows.firstIndex(where: { $0.name == name }) else {
      rows.append(Row(name: name, external: record.external, results: [result]))
      return
    }
    if rows[index].metaSeeds.contains(result.metaSeed) {
      problems.append("\(side): two evaluations of '\(record.label)'")
    }
    rows[index].results.append(result)
  }
}
