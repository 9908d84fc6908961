import Datasets
import Results
import Suites

/// What a run of a plan would do, cell by cell, before it does anything.
public struct Forecast {
  public struct Row: Sendable {
    public let label: String
    public let isFinished: Bool
    /// Of one core of this machine, measured in miniature; 0 for a finished cell.
    public let seconds: Double
    /// At least; the text of bytes with a unit.
    public let memory: String
  }

  /// The wanted cells, in the order of the plan.
  public let rows: [Row]
  /// The most that a cell which is left needs, and what this process may have.
  public let mostMemory: String
  public let availableMemory: String
  public let isTooLarge: Bool
  private let longestChain: Double

  /// Reads the records of `store`, which may be an empty folder; writes nothing.
  public init(
    _ plan: Plan, only: Set<String>? = nil, store: Store, library: DataLibrary,
    registry: Registry = .builtIn
  ) throws {
    let wanted = only ?? Set(plan.cells.map(\.key))
    let memory = CellMemory(plan.suite)
    var calibration = Calibration(plan.suite, library: library, registry: registry)
    let available = Memory.available()
    var rows: [Row] = []
    var chains: [String: Double] = [:]
    var most = 0.0
    for cell in plan.cells where wanted.contains(cell.key) {
      var isFinished = false
      if case .finished = try store.state(of: cell.inManifest, suite: plan.suite.name) {
        isFinished = true
      }
      let bytes = memory.bytes(cell)
      if !isFinished { most = max(most, bytes) }
      let seconds = isFinished || bytes > available ? 0 : try calibration.seconds(cell)
      chains[cell.key] = seconds + (cell.dependencies.compactMap { chains[$0] }.max() ?? 0)
      rows.append(
        Row(
          label: cell.label, isFinished: isFinished, seconds: seconds, memory: Memory.text(bytes)))
    }
    self.rows = rows
    mostMemory = Memory.text(most)
    availableMemory = Memory.text(available)
    isTooLarge = most > available
    longestChain = chains.values.max() ?? 0
  }

  public var finished: Int { rows.count { $0.isFinished } }

  /// Until the last cell ends, with `threads` cells side by side: no less than the work divided among
  /// them, or than the longest chain of cells that read one another.
  public func seconds(threads: Int) -> Double {
    max(longestChain, rows.reduce(0) { $0 + $1.seconds } / Double(threads))
  }
}
