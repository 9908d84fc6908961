import Synchronization

/// The processes of a run that are between two cells, so that none is started for each cell.
public final class ProcessPool: Sendable {
  private struct Idle: @unchecked Sendable {
    var processes: [ExternalCommand: [ExternalProcess]] = [:]
  }

  private let idle = Mutex(Idle())

  public init() {}

  /// Runs `body` with a process of its own. One that `body` threw out of is ended, because what it would
  /// say next is unknown.
  public func withProcess<Result>(
    _ command: ExternalCommand, _ body: (ExternalProcess) throws -> Result
  ) throws -> Result {
    let process = try waiting(for: command) ?? ExternalProcess(command)
    let result = try body(process)
    let passed = Passed(process: process)
    idle.withLock { idle in
      if let process = passed.process { idle.processes[command, default: []].append(process) }
    }
    return result
  }

  /// One that still waits; those that have ended meanwhile are forgotten.
  private func waiting(for command: ExternalCommand) -> ExternalProcess? {
    while true {
      let passed = idle.withLock { idle in Passed(process: idle.processes[command]?.popLast()) }
      guard let process = passed.process else { return nil }
      if process.isIdle { return process }
    }
  }

  /// A process on its way from one thread to another: never on two at once.
  private struct Passed: @unchecked Sendable {
    let process: ExternalProcess?
  }
}
