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

  @OptionGroup var options: SuiteOptions

  @Option(
    help: """
      A results folder, of whatever suite, whose finished cells are taken over where they are the same.
      """)
  var reuse: String?

  @Flag(
    help: """
      At the end, remove records and optimizers in the results folder that the suite does not speak of: \
      those of earlier versions, and of other suites of its name.
      """)
  var prune = false

  @Flag(help: "Print nothing but errors and the digest.")
  var quiet = false

  @Flag(help: "Print every cell as it starts and ends.")
  var verbose = false

  func validate() throws {
    guard !(quiet && verbose) else {
      throw ValidationError("--quiet and --verbose exclude each other")
    }
  }

  func run(_ registry: Registry) throws {
    let plan = try options.plan(registry)
    let selection = try options.selection(from: plan)
    let reused = try reuse.map { folder in
      let store = Store(folder: folder)
      _ = try store.manifestOfRun()
      return store
    }
    let folder = options.folder(of: plan)
    if !quiet { SlowBuild.warn() }
    let writer = try StoreWriter(folder: folder, suite: plan.suite.name)
    let interruption = Interruption(
      message: "stopped; what is finished is kept. Continue with: \(ShellWords.ofThisProcess)")
    defer { withExtendedLifetime(interruption) {} }
    let progress = ProgressView(detail: quiet ? .none : verbose ? .everyCell : .overview)
    let run = try SuiteRun(
      plan, only: selection, reused: reused, writer: writer, library: options.library,
      registry: registry, build: .ofThisProgram, threads: options.threadCount
    ) {
      progress.show($0)
    }
    defer { progress.end() }
    let summary = try run.run()
    progress.end()
    try settle(summary.superseded, writer)
    try finish(summary, of: plan.suite.name, in: folder)
  }
}

extension RunCommand {
  private func say(_ text: String) throws {
    if !quiet { try StandardOutput.print(text) }
  }

  /// Nothing is removed that was not asked for, and what is removed is said even when quiet.
  private func settle(_ superseded: [String], _ writer: StoreWriter) throws {
    guard let first = superseded.first else { return }
    guard prune else {
      return try say(
        "kept \(superseded.count) files that the suite does not speak of (\(first)"
          + (superseded.count > 1 ? ", …" : "") + "); --prune removes them")
    }
    try writer.remove(superseded)
    for path in superseded {
      StandardError.write(
        "removed \(writer.store.folder)/\(path): the suite does not speak of it\n")
    }
  }

  /// The last of several processes writes the report; each prints the digest. The records are finished
  /// and have their digest, whatever becomes of the report.
  private func finish(_ summary: SuiteRun.Summary, of suite: String, in folder: String) throws {
    let report = summary.provenance.map { _ in Result { try ReportFolder(folder) } }
    let outcome = report.map { report in
      Result {
        let outcome = try report.get().write()
        try IndexFolder.refresh(above: folder)
        return outcome
      }
    }
    try describe(summary, report: try? report?.get(), outcome: try? outcome?.get(), in: folder)
    if let digest = summary.digest {
      try compareWithReference(folder: folder, suite: suite, digest: digest)
    }
    if summary.left > 0 {
      try say("\(summary.left) of the suite's cells are left; without --only they are run, too")
    }
    try saySkipped(summary.givenUp.filter { !$0.isFailure })
    if let report = try? report?.get() { try say(report.verdictLine) }
    if let digest = summary.digest { try StandardOutput.print("digest sha256:\(digest)") }
    try outcome?.get().throwIfFailed()
    let failures = summary.givenUp.filter(\.isFailure)
    if let first = failures.first {
      throw ExecutionError.failedCells(
        first: "\(first.label): \(first.reason)", others: failures.count - 1)
    }
  }

  private func saySkipped(_ skipped: [SuiteRun.GivenUp]) throws {
    guard let first = skipped.first else { return }
    try say(
      "skipped \(skipped.count) cells whose optimizers cannot work here, and those that read their"
        + " records (\(first.label): \(first.reason))")
  }

  private func describe(
    _ summary: SuiteRun.Summary, report: ReportFolder?, outcome: ReportFolder.Outcome?,
    in folder: String
  ) throws {
    for path in outcome?.removed ?? [] { try say("removed \(path): the report no longer has it") }
    if let report {
      try say(report.headline)
      try say("report: \(folder)/report.md")
    }
    guard let provenance = summary.provenance else {
      return try say("other processes are still at work in \(folder): the last of them reports")
    }
    if let rate = provenance.metaStepsPerSecond, let inner = provenance.innerStepsPerSecond {
      try say(
        "throughput: \(Int(rate)) meta steps and \(Int(inner)) inner steps per second of a core")
    }
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
