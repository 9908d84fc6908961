import ArgumentParser
import Execution
import Results

struct PlanCommand: RegistryCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan",
    abstract: "Say what a run would do: cells, those that are finished, time and memory.",
    discussion: """
      Nothing is run and nothing is written. Times are those of one core of this machine, measured on \
      miniatures of the cells. Memory is what a cell needs at least.

      Example:
        l2l plan suites/quickstart.yaml
      """)

  @OptionGroup var options: SuiteOptions

  func run(_ registry: Registry) throws {
    let plan = try options.plan(registry)
    let folder = options.folder(of: plan)
    let forecast = try Forecast(
      plan, only: options.selection(from: plan), store: Store(folder: folder),
      library: options.library, registry: registry)
    for row in forecast.rows {
      let time = row.isFinished ? "finished" : Self.time(row.seconds)
      try StandardOutput.print(
        "\(Self.padded(time, 9))  \(Self.padded(row.memory, 9))  \(row.label)")
    }
    let (cells, finished) = (forecast.rows.count, forecast.finished)
    try StandardOutput.print("\n\(cells) cells, \(finished) of them finished in \(folder)")
    guard finished < cells else { return }
    guard !forecast.isTooLarge else {
      throw FolderError(
        text: "a cell needs at least \(forecast.mostMemory) of memory, found"
          + " \(forecast.availableMemory): `l2l run` refuses the suite on this machine")
    }
    let threads = options.threadCount
    try StandardOutput.print(
      "about \(Progress.duration(Int(forecast.seconds(threads: threads).rounded(.up))))"
        + " on \(threads) threads; memory of a cell: at least \(forecast.mostMemory)"
        + " of \(forecast.availableMemory)")
  }

  private static func time(_ seconds: Double) -> String {
    seconds < 10
      ? "\(Progress.short((seconds * 1000).rounded() / 1000)) s" : Progress.duration(Int(seconds))
  }

  private static func padded(_ text: String, _ columns: Int) -> String {
    String(repeating: " ", count: max(0, columns - text.count)) + text
  }
}
