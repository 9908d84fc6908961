import Results

/// The page of a folder of results folders: what each suite shows, in one line.
public enum ResultsIndex {
  /// The name of the page. Its first line tells it from pages that people wrote.
  public static let path = "README.md"
  public static let mark = "<!-- made by l2l report -->"

  /// One results folder: its name, its manifest, and the text of its `tables/verdicts.csv`.
  public struct Entry {
    var folder: String
    var manifest: Manifest
    var counts: [(claim: Bool, verdict: Verdict)]

    /// Throws when the table is none of verdicts.
    public init(folder: String, manifest: Manifest, verdicts: String) throws(ReportError) {
      self.folder = folder
      self.manifest = manifest
      let lines = CSV.fields(of: verdicts)
      guard let header = lines.first, let verdict = header.firstIndex(of: "verdict"),
        let claim = header.firstIndex(of: "claim")
      else { throw .noVerdicts(folder: folder, found: "no columns verdict and claim") }
      counts = []
      for line in lines.dropFirst() {
        guard line.count == header.count, let known = Verdict(rawValue: line[verdict]) else {
          throw .noVerdicts(folder: folder, found: "the line \(line.joined(separator: ","))")
        }
        counts.append((line[claim] == "yes", known))
      }
    }
  }

  public static func page(_ entries: [Entry]) -> ReportFile {
    let text = """
      \(mark)
      # Results

      One folder for each suite. Verdicts are of learned optimizers against the best hand-designed one, \
      each on one optimizee at one horizon: *lower* is better. How they are given is on every report.


      """
      + Markdown.table(
        [
          ("suite", .left), ("what it is", .left), ("where meta-trained", .left),
          ("elsewhere", .left),
        ],
        rows: entries.sorted { $0.folder < $1.folder }.map { entry in
          [
            "[\(entry.folder)](\(entry.folder)/report.md)", entry.manifest.description,
            words(entry.counts.filter(\.claim).map(\.verdict)),
            words(entry.counts.filter { !$0.claim }.map(\.verdict)),
          ]
        })
        + """

        Written by `l2l report results`, from the manifest and `tables/verdicts.csv` of each folder.

        """
    return ReportFile(path: path, text: text)
  }

  private static func words(_ verdicts: [Verdict]) -> String {
    verdicts.isEmpty ? "–" : VerdictCounts(verdicts).text() + " of \(verdicts.count)"
  }
}
