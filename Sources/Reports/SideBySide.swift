import Results
import Statistics

/// The final losses of several results folders, where they were evaluated on the same optimizee at the
/// same horizon.
///
/// A pure function of the records. Nothing is tested across folders, because their functions may be
/// others. The ratio of a row is to the best hand-designed optimizer of its own folder.
public struct SideBySide {
  let settings: [SharedSetting]

  /// One results folder.
  public struct Folder {
    public let name: String
    public let manifest: Manifest
    public let records: [Record]

    public init(name: String, manifest: Manifest, records: [Record]) {
      (self.name, self.manifest, self.records) = (name, manifest, records)
    }
  }

  struct SharedSetting {
    var optimizee: String
    var horizon: Int
    /// The folders that have the setting, in the order given.
    var folders: [(name: String, seed: UInt64, functions: Int)]
    /// The rows of all of them, by increasing mean final loss.
    var rows: [(folder: String, row: FinalLossRow)]
  }

  /// The settings that at least two of the folders have, in the order in which they first occur.
  ///
  /// Throws when the records of a folder do not belong to its manifest.
  public init(_ folders: [Folder]) throws(ReportError) {
    var contents: [(folder: Folder, settings: [Setting])] = []
    var counts: [String: Int] = [:]
    for folder in folders {
      let settings = try Contents(manifest: folder.manifest, records: folder.records).settings
      contents.append((folder, settings))
      for setting in settings { counts[setting.name, default: 0] += 1 }
    }
    var shared: [SharedSetting] = []
    for (folder, settings) in contents {
      for setting in settings where counts[setting.name, default: 0] > 1 {
        let place =
          shared.firstIndex { ($0.optimizee, $0.horizon) == (setting.optimizee, setting.horizon) }
          ?? shared.endIndex
        if place == shared.endIndex {
          shared.append(
            SharedSetting(
              optimizee: setting.optimizee, horizon: setting.horizon, folders: [], rows: []))
        }
        let rows = FinalLossRow.table(
          of: [setting], metaTrained: [], suiteSeed: folder.manifest.seed,
          learnedMargin: folder.manifest.margin(of: .learned))
        shared[place].folders.append((folder.name, folder.manifest.seed, rows[0].functions))
        shared[place].rows += rows.map { (folder.name, $0) }
      }
    }
    settings = shared.map { setting in
      var setting = setting
      setting.rows.sort { ($0.row.mean, $0.row.median) < ($1.row.mean, $1.row.median) }
      return setting
    }
  }

  /// Whether no two folders have a setting in common.
  public var isEmpty: Bool { settings.isEmpty }
}

extension SideBySide {
  private static let legend =
    "Means with their 95 % intervals; ratio to the best hand-designed optimizer of the same results.\n"

  /// A table of fixed width for each setting, its cells without spaces.
  public func text() -> String {
    let header = ["optimizer", "results", "seeds", "loss", "low", "high", "ratio", "low", "high"]
    return settings.map { setting in
      let rows = setting.rows.map { folder, row in
        let comparison = row.rival?.comparison
        let numbers = [
          row.mean, row.meanInterval.low, row.meanInterval.high, comparison?.ratio,
          comparison?.ratioInterval.low, comparison?.ratioInterval.high,
        ]
        return [row.optimizer, folder, "\(row.metaSeeds)"] + numbers.map(Markdown.number)
      }
      return "\(setting.title)\n\(setting.remark)\n"
        + TextTable(header: header, rows: rows, leftColumns: 2).text + "\n"
    }.joined() + Self.legend
  }

  public func markdown() -> String {
    let columns: [(title: String, alignment: Markdown.Alignment)] = [
      ("optimizer", .left), ("results", .left), ("meta-seeds", .right),
      ("mean final loss", .right), ("ratio", .right),
    ]
    return settings.map { setting in
      let rows = setting.rows.map { folder, row in
        [
          Markdown.code(row.optimizer), folder, "\(row.metaSeeds)",
          Markdown.number(row.mean, row.meanInterval),
          Markdown.ratio(row),
        ]
      }
      return "## \(setting.title)\n\n\(setting.remark)\n\n"
        + Markdown.table(columns, rows: rows) + "\n"
    }.joined() + Self.legend
  }

  /// One row for each optimizee, horizon, folder and optimizer.
  public func csv() -> String {
    CSV.table(
      header: [
        "optimizee", "horizon", "results", "suite_seed", "optimizer", "kind", "meta_seeds",
        "functions", "mean", "mean_low", "mean_high", "ratio_to_best_hand_designed", "ratio_low",
        "ratio_high", "diverged",
      ],
      rows: settings.flatMap { setting in
        setting.rows.map { folder, row in
          let seed = setting.folders.first { $0.name == folder }.map { "\($0.seed)" } ?? ""
          let comparison = row.rival?.comparison
          return [
            row.optimizee, "\(row.horizon)", folder, seed, row.optimizer, row.kind.rawValue,
            "\(row.metaSeeds)", "\(row.functions)", CSV.number(row.mean),
            CSV.number(row.meanInterval.low), CSV.number(row.meanInterval.high),
            CSV.number(comparison?.ratio), CSV.number(comparison?.ratioInterval.low),
            CSV.number(comparison?.ratioInterval.high), "\(row.diverged)",
          ]
        }
      })
  }
}

extension SideBySide.SharedSetting {
  var title: String { "\(optimizee), \(horizon) updates" }

  /// Which functions the losses are of: one suite seed gives the same ones.
  var remark: String {
    let counts = folders.map { "\($0.functions)" }
    let functions =
      "Functions: " + zip(folders, counts).map { "\($0.name) \($1)" }.joined(separator: ", ")
    guard Set(folders.map(\.seed)).count == 1 else {
      return functions + ". Their suite seeds differ, so these are not the same functions."
    }
    return functions + ". One suite seed: the same functions"
      + (Set(counts).count == 1 ? "." : ", as far as the shortest list goes.")
  }
}
