import ArgumentParser
import Datasets
import Execution
import Foundation
import Reports
import Results
import Suites

struct RunCommand: RegistryCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Run a suite, or what is left of it, and write its report.",
    discussion: """
      Finished cells are never run again: the same command takes up a run that was stopped or \
      killed. Progress goes to standard error. The last line of standard output is the digest of \
      all records, and with --quiet it is the only one.

      Example:
        l2l run suites/quickstart.yaml --threads 4
      """)

  @Argument(help: "The suite file, for example suites/quickstart.yaml.")
  var suite: String

  @Option(help: "The results folder; runs/<suite> unless given.")
  var results: String?

  @Option(help: "Cells and threads at work at the same time; all cores unless given.")
  var threads: Int?

  @Option(help: "The data directory; else $L2L_DATA, else l2l in the user's cache directory.")
  var data: String?

  @Option(
    help: "Run the i-th of n parts of the suite's cells, `i/n`, into a folder that all parts share."
  )
  var shard: Shard?

  @Flag(help: "With --shard: wait for records of other parts instead of exiting with 1.")
  var wait = false

  @Flag(help: "Print nothing but errors and the digest.")
  var quiet = false

  @Flag(help: "Print every cell as it starts and ends.")
  var verbose = false

  func validate() throws {
    if let threads, !(1...1024).contains(threads) {
      throw ValidationError("--threads: found \(threads), expected 1 to 1024")
    }
    guard !(quiet && verbose) else {
      throw ValidationError("--quiet and --verbose exclude each other")
    }
    guard shard != nil || !wait else {
      throw ValidationError("--wait: found no --shard, expected one beside it")
    }
  }

  func run(_ registry: Registry) throws {
    let library = DataLibrary(directory: DataDirectory.path(option: data))
    let plan = Plan(
      try Suite(contentsOf: suite, vocabulary: .registered(library, registry: registry)))
    let folder = results ?? "runs/\(plan.suite.name)"
    if !quiet { SlowBuild.warn() }
    let writer = try StoreWriter(folder: folder, suite: plan.suite.name, shard: shard)
    let interruption = Interruption(
      message: "stopped; what is finished is kept. Continue with: l2l run \(suite)"
        + (results.map { " --results \($0)" } ?? "") + (data.map { " --data \($0)" } ?? "")
        + (shard.map { " --shard \($0)" } ?? ""))
    defer { withExtendedLifetime(interruption) {} }
    let progress = ProgressView(detail: quiet ? .none : verbose ? .everyCell : .overview)
    let run = try SuiteRun(
      plan, writer: writer, library: library, registry: registry, build: .ofThisProgram,
      threads: threads ?? AvailableProcessors.count,
      waitsForOthers: wait
    ) {
      progress.show($0)
    }
    defer { progress.end() }
    if let shard {
      try run.runShard()
      progress.end()
      try say(
        "shard \(shard): finished; once all are, this completes and reports: l2l run \(suite)"
          + (results.map { " --results \($0)" } ?? "") + (data.map { " --data \($0)" } ?? ""))
      return
    }
    let summary = try run.run()
    progress.end()
    // The records are finished and have their digest, whatever becomes of the report.
    let report = Result { try ReportFolder(folder) }
    let outcome = Result {
      let outcome = try report.get().write()
      try IndexFolder.refresh(above: folder)
      return outcome
    }
    try describe(
      summary, of: plan.suite.name, report: try? report.get(), outcome: try? outcome.get(),
      in: folder)
    try StandardOutput.print("digest sha256:\(summary.digest)")
    try outcome.get().throwIfFailed()
  }
}

extension RunCommand {
  private func say(_ text: String) throws {
    if !quiet { try StandardOutput.print(text) }
  }

  private func describe(
    _ summary: SuiteRun.Summary, of suite: String, report: ReportFolder?,
    outcome: ReportFolder.Outcome?, in folder: String
  ) throws {
    for path in summary.superseded { try say("removed \(path): the suite no longer speaks of it") }
    for path in outcome?.removed ?? [] { try say("removed \(path): the report no longer has it") }
    if let report {
      try say(report.headline)
      try say("report: \(folder)/report.md")
    }
    if let rate = summary.provenance.metaStepsPerSecond,
      let inner = summary.provenance.innerStepsPerSecond
    {
      try say(
        "throughput: \(Int(rate)) meta steps and \(Int(inner)) inner steps per second of a core")
    }
    try compareWithReference(folder: folder, suite: suite, digest: summary.digest)
    if let report { try say(report.verdictLine) }
  }

  /// The run is finished and its digest its own: a reference that cannot be read is only said.
  private func compareWithReference(folder: String, suite: String, digest: String) throws {
    let reference = Store(folder: "results/\(suite)")
    let same = { (path: String) in URL(fileURLWithPath: path).standardizedFileURL }
    guard same(reference.folder) != same(folder) else { return }
    do {
      guard let manifest = try reference.manifest() else { return }
      let committed = try reference.digest(of: manifest)
      try say(
        committed == digest
          ? "reference: the committed bits of \(reference.folder) were reproduced"
          : "reference: \(reference.folder) has other bits, digest sha256:\(committed)")
    } catch {
      try say("reference: \(reference.folder) cannot be compared: \(error)")
    }
  }
}

extension Shard: ExpressibleByArgument {
  public init?(argument: String) { self.init(argument) }
}
