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
  let sizeFigures: [Figure]
  let curveFigures: [Figure]
  /// Path of a record's file inside the results folder, by key.
  let recordFiles: [String: String]
  let provenance: Provenance?

  /// `recordFiles` gives the paths to link to; a record without one is named without a link.
  /// `provenance` fills the last section of the page, and nothing else.
  public init(
    manifest: Manifest, records: [Record], recordFiles: [String: String] = [:],
    provenance: Provenance? = nil
  ) throws(ReportError) {
    self.provenance = provenance
    self.manifest = manifest
    self.recordFiles = recordFiles
    contents = try Contents(manifest: manifest, records: records)
    rows = FinalLossRow.table(of: contents.settings, suiteSeed: manifest.seed)
    claims = Claim.all(rows: rows, metaTrained: contents.metaTrained, suiteSeed: manifest.seed)
    let palette = Palette(optimizers: contents.optimizers)
    sizeFigures = SizeFigure.all(
      rows: rows, palette: palette, published: manifest.publishedFinalLosses ?? []
    ).map(\.figure)
    curveFigures = Self.curves(of: contents, rows: rows, palette: palette, manifest: manifest)
  }
}

extension Report {
  /// The page first, then tables and figures. Figures are scripts that gnuplot, run in `figures/`,
  /// turns into SVG files.
  public func files() -> [ReportFile] {
    [ReportFile(path: "report.md", text: page())] + tables()
      + figures.flatMap { figure in
        [
          ReportFile(path: "figures/\(figure.name).csv", text: figure.data),
          ReportFile(path: "figures/\(figure.name).gp", text: figure.script),
        ]
      }
  }

  /// The figure scripts among the files, inside the results folder.
  public var figureScripts: [String] { figures.map { "figures/\($0.name).gp" } }

  private var figures: [Figure] { sizeFigures + curveFigures }

  private static func curves(
    of contents: Contents, rows: [FinalLossRow], palette: Palette, manifest: Manifest
  ) -> [Figure] {
    contents.settings.map { setting in
      let own = rows.filter {
        $0.optimizee == setting.optimizee && $0.horizon == setting.horizon
      }
      let published = manifest.published.filter {
        $0.optimizee == setting.optimizee && $0.horizon == setting.horizon
      }
      return LearningCurves(
        setting: setting, rows: own, palette: palette, published: published,
        suiteSeed: manifest.seed
      ).figure
    }
  }

  func rows(of setting: Setting) -> [FinalLossRow] {
    rows.filter { $0.optimizee == setting.optimizee && $0.horizon == setting.horizon }
  }
}
