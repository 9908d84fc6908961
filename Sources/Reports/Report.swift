import Results
import Statistics

/// One file of a report: its path inside the results folder, and its bytes.
public struct ReportFile: Equatable, Sendable {
  public var path: String
  public var bytes: [UInt8]

  init(path: String, text: String) {
    self.path = path
    bytes = Array(text.utf8)
  }
}

/// Everything there is to say about the records of a suite: a page, tables and figures.
///
/// A pure function of its arguments: the same records give the same bytes.
public struct Report {
  let manifest: Manifest
  let contents: Contents
  let rows: [FinalLossRow]
  let claims: [Claim]
  /// Path of a record's file inside the results folder, by key.
  let recordFiles: [String: String]

  /// `recordFiles` gives the paths to link to; a record without one is named without a link.
  public init(
    manifest: Manifest, records: [Record], recordFiles: [String: String] = [:]
  ) throws(ReportError) {
    self.manifest = manifest
    self.recordFiles = recordFiles
    contents = try Contents(manifest: manifest, records: records)
    rows = FinalLossRow.table(of: contents.settings, suiteSeed: manifest.seed)
    claims = Claim.all(rows: rows, metaTrained: contents.metaTrained, suiteSeed: manifest.seed)
  }
}

extension Report {
  /// The page first, then tables and figures. Figures are scripts that gnuplot, run in `figures/`,
  /// turns into SVG files.
  public func files() -> [ReportFile] {
    [ReportFile(path: "report.md", text: page())] + tables()
      + figures.flatMap { figure in
        [
          ReportFile(path: "figures/\(figure.name).csv", text: figure.data()),
          ReportFile(path: "figures/\(figure.name).gp", text: figure.script()),
        ]
      }
  }

  /// The figure scripts among the files, inside the results folder.
  public var figureScripts: [String] { figures.map { "figures/\($0.name).gp" } }

  var figures: [Figure] {
    contents.settings.map { setting in
      Figure(
        setting: setting, palette: Palette(optimizers: contents.optimizers),
        published: manifest.published.filter {
          $0.optimizee == setting.optimizee && $0.horizon == setting.horizon
        })
    }
  }

  func rows(of setting: Setting) -> [FinalLossRow] {
    rows.filter { $0.optimizee == setting.optimizee && $0.horizon == setting.horizon }
  }
}
