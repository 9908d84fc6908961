import Kernels
import Optimizees
import Optimizers
import Settings

/// Runs frozen optimizers on held-out functions.
public struct Evaluator: Sendable {
  public let family: any OptimizeeFamily
  public let split: FunctionSplit
  public let functions: Int
  public let horizon: Int
  public let suiteSeed: UInt64
  public let transformations: Transformations
  public let threads: Int

  /// Functions 0 ..< `functions` of the `split` of a suite, `horizon` updates each.
  public init(
    family: any OptimizeeFamily, split: FunctionSplit, functions: Int, horizon: Int,
    suiteSeed: UInt64, transformations: Transformations = Transformations(), threads: Int
  ) {
    self.family = family
    self.split = split
    self.functions = functions
    self.horizon = horizon
    self.suiteSeed = suiteSeed
    self.transformations = transformations
    self.threads = threads
  }

  /// The trajectory of every function, in order, with held-out values after each of `checkpoints`
  /// updates.
  ///
  /// Small functions are worked on some at a time, side by side in one vector; no function's losses
  /// depend on its neighbours.
  public func trajectories(
    of optimizer: any Optimizer, heldOutAfter checkpoints: [Int] = []
  ) -> [Trajectory] {
    let group = max(1, 1280 / family.parameterCount)
    let groups = (functions + group - 1) / group
    var results = [[Trajectory]](repeating: [], count: groups)
    results.withUnsafeMutableBufferPointer { results in
      nonisolated(unsafe) let results = results
      ParallelLoop(threads: threads).run(groups) { index, _ in
        let numbers = index * group..<min((index + 1) * group, functions)
        let batch = OptimizeeBatch(
          family, split, numbers: numbers, suiteSeed: suiteSeed, transformations: transformations)
        results[index] = Self.trajectories(
          of: optimizer, on: batch, horizon: horizon, heldOutAfter: checkpoints)
      }
    }
    return results.flatMap { $0 }
  }
}

extension Evaluator {
  /// The trajectory of every function of `batch`, on one thread.
  package static func trajectories(
    of optimizer: some Optimizer, on batch: OptimizeeBatch, horizon: Int,
    heldOutAfter checkpoints: [Int] = []
  ) -> [Trajectory] {
    var running = RunningOptimizer(optimizer, for: batch.layout)
    return trajectories(
      in: InnerLoop(batch, horizon: horizon, threads: 1), heldOutAfter: checkpoints
    ) { loop in
      loop.measure(for: running)
      loop.propose(by: &running)
    }
  }

  /// The trajectory of every function of `loop`, which `propose` measures and asks for an update.
  static func trajectories<Failure>(
    in loop: InnerLoop, heldOutAfter checkpoints: [Int],
    propose: (inout InnerLoop) throws(Failure) -> Void
  ) throws(Failure) -> [Trajectory] {
    var loop = loop
    let functions = loop.batch.functions.count
    var losses = [[Float]](repeating: [], count: functions)
    var heldOut = [[Trajectory.HeldOut]](repeating: [], count: functions)
    while loop.step < loop.horizon {
      try propose(&loop)
      for number in losses.indices { losses[number].append(loop.losses[number]) }
      loop.apply()
      guard checkpoints.contains(loop.step) else { continue }
      for (number, measured) in loop.batch.heldOut(at: loop.parameters).enumerated() {
        guard let measured else { continue }
        heldOut[number].append(
          Trajectory.HeldOut(
            updates: loop.step, loss: measured.loss, accuracy: measured.accuracy))
      }
    }
    loop.measure()
    for number in losses.indices { losses[number].append(loop.losses[number]) }
    return zip(losses, heldOut).map(Trajectory.init)
  }
}

/// The mean over functions, summed in order, and how many diverged; the mean is nil when any did.
public typealias FinalLoss = (mean: Double?, diverged: Int)

extension Evaluator {
  /// Of an optimizer on the functions.
  public func finalLoss(of optimizer: any Optimizer) -> FinalLoss {
    finalLoss(of: trajectories(of: optimizer))
  }

  /// That of some trajectories of its functions.
  func finalLoss(of trajectories: [Trajectory]) -> FinalLoss {
    let window = family.finalLossWindow
    let finals = trajectories.map { $0.finalLoss(window: window) }
    let diverged = finals.count { $0 == nil }
    guard diverged == 0 else { return (nil, diverged) }
    return (finals.reduce(0) { $0 + Double($1 ?? 0) } / Double(finals.count), 0)
  }
}
