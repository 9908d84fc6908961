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

/// Everything there is to say about the records of a suite: pages, tables and figures.
///
/// A pure function of its arguments: the same records give the same bytes.
public struct Report: Sendable {
  let manifest: Manifest
  let contents: Contents
  let rows: [FinalLossRow]
  let published: [PublishedComparison]
  let sizeFigures: [Figure]
  let curveFigures: [Figure]
  let studyFigures: [Figure]
  /// Path of a record's file inside the results folder, by key.
  let recordFiles: [String: String]
  let provenance: Provenance?
  /// Bytes of the longest page that is not taken apart.
  let longestPage: Int
  private let rowsBySetting: [String: [FinalLossRow]]
  private let settingsByOptimizee: [String: [Setting]]

  /// `recordFiles` gives the paths for `tables/records.csv`, which leaves out records without one.
  /// `provenance` fills the last section of the page, and nothing else. A code host does not render
  /// pages of more than some 500 kB.
  public init(
    manifest: Manifest, records: [Record], recordFiles: [String: String] = [:],
    provenance: Provenance? = nil, longestPage: Int = 300_000
  ) throws(ReportError) {
    self.provenance = provenance
    self.longestPage = longestPage
    self.manifest = manifest
    self.recordFiles = recordFiles
    contents = try Contents(manifest: manifest, records: records)
    settingsByOptimizee = Dictionary(grouping: contents.settings, by: \.optimizee)
    rows = FinalLossRow.table(
      of: contents.settings, metaTrained: contents.metaTrained, suiteSeed: manifest.seed,
      learnedMargin: manifest.margin(of: .learned))
    let rowsBySetting = Dictionary(grouping: rows, by: \.settingName)
    self.rowsBySetting = rowsBySetting
    published = PublishedComparison.all(
      manifest: manifest, settings: contents.settings, rows: rows)
    let palette = Palette(optimizers: contents.optimizers)
    sizeFigures = SizeFigure.all(
      rows: rows, palette: palette, published: manifest.publishedFinalLosses ?? []
    ).map(\.figure)
    studyFigures = contents.studies.map { StudyFigure($0.result).figure }
    curveFigures = contents.settings.map { setting in
      LearningCurves(
        setting: setting, rows: rowsBySetting[setting.name] ?? [], palette: palette,
        published: manifest.published(for: setting), suiteSeed: manifest.seed
      ).figure
    }
  }
}

extension Report {
  /// Holds the paths of a report's files, one a line: what a later report may remove.
  public static let listPath = ".report-files"

  /// The folders of a report's files.
  public static let folders = ["families", "figures", "tables"]

  /// Pages first, then tables, figures and the list of them all. Figures are scripts that gnuplot, run
  /// in `figures/`, turns into SVG files.
  public func files() -> [ReportFile] {
    let files =
      pages() + tables().filter(\.isWritten).map(\.file)
      + figures.flatMap { figure in
        [
          ReportFile(path: "figures/\(figure.name).csv", text: figure.data),
          ReportFile(path: "figures/\(figure.name).gp", text: figure.script),
        ]
      }
    let paths = (files.map(\.path) + figures.map(\.path)).sorted()
    return files + [
      ReportFile(path: Self.listPath, text: paths.map { $0 + "\n" }.joined())
    ]
  }

  public var figures: [Figure] { sizeFigures + curveFigures + studyFigures }

  func settings(of optimizee: String) -> [Setting] { settingsByOptimizee[optimizee] ?? [] }

  /// The rows of a setting, by increasing mean.
  func rows(of setting: Setting) -> [FinalLossRow] { rowsBySetting[setting.name] ?? [] }

  func row(_ optimizer: String, in setting: Setting) -> FinalLossRow? {
    rows(of: setting).first { $0.optimizer == optimizer }
  }

  /// The row of the best hand-designed optimizer on the setting of `row`.
  func rivalRow(of row: FinalLossRow) -> FinalLossRow? {
    rowsBySetting[row.settingName]?.first(where: \.isBestHandDesigned)
  }

  /// The learned optimizers, in the order of the plan.
  var learned: [String] { contents.optimizers.filter { $0.kind == .learned }.map(\.name) }
}

extension Manifest {
  func published(for setting: Setting) -> [PublishedFigure] {
    published.filter { $0.optimizee == setting.optimizee && $0.horizon == setting.horizon }
  }
}
