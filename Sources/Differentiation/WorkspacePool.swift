import Synchronization

/// The workspaces of one program: as many as were ever in use at the same time, made when first
/// needed.
public final class WorkspacePool: Sendable {
  public let program: Program
  private let idle = Mutex<[Workspace]>([])

  public init(_ program: Program) { self.program = program }

  /// Lends a workspace to `body`.
  public func use<Result>(_ body: (Workspace) -> Result) -> Result {
    let workspace = idle.withLock { $0.popLast() } ?? Workspace(program)
    defer { idle.withLock { $0.append(workspace) } }
    return body(workspace)
  }
}
