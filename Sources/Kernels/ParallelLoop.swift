import Dispatch
import Synchronization

/// Runs the iterations of a loop on a fixed number of threads.
///
/// Which thread runs an iteration is left to chance, so an iteration must write only what no other
/// touches; results are then combined by index, and the bits do not depend on the threads.
public struct ParallelLoop: Sendable {
  public let threads: Int

  public init(threads: Int) {
    precondition(threads >= 1, "a loop needs a thread")
    self.threads = threads
  }

  /// Calls `body(iteration, worker)` once for every iteration; `worker` is below `threads`, and no
  /// two calls at the same time share one.
  public func run(_ iterations: Int, _ body: @Sendable (_ iteration: Int, _ worker: Int) -> Void) {
    let workers = min(threads, iterations)
    guard workers > 1 else {
      for iteration in 0..<iterations { body(iteration, 0) }
      return
    }
    let next = Atomic<Int>(0)
    DispatchQueue.concurrentPerform(iterations: workers) { worker in
      while true {
        let iteration = next.add(1, ordering: .relaxed).oldValue
        guard iteration < iterations else { return }
        body(iteration, worker)
      }
    }
  }
}
