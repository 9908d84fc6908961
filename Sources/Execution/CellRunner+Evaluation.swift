import Evaluation
import Optimizees
import Optimizers
import Results
import Suites

extension CellRunner {
  func evaluate(_ work: EvaluationCell) throws -> Outcome {
    let evaluator = Evaluator(
      family: try family(work.optimizee), split: .metaTest, functions: work.functions,
      horizon: work.horizon, suiteSeed: suite.head.seed, threads: threads)
    var result = EvaluationResult(
      optimizer: work.optimizer, kind: .handDesigned, metaSeed: nil,
      optimizee: work.optimizee.name, horizon: work.horizon, learningRate: nil,
      finalLossWindow: evaluator.family.finalLossWindow, finalLosses: [], areas: [],
      divergences: [],
      trajectory: EvaluationResult.Trajectory(
        mean: [], lowerQuartile: [], median: [], upperQuartile: []))
    let trajectories: [Trajectory]
    switch work.source {
    case .learned(let metaSeed, let key, let tuningKey):
      result.kind = .learned
      result.metaSeed = metaSeed
      let learned = try metaTrained(key)
      let tuned = try tuningKey.map { try optimizer(tuningRecord($0), of: learned) }
      trajectories = evaluator.trajectories(
        of: tuned ?? learned, heldOutAfter: work.heldOutCheckpoints)
    case .frozen(let frozen):
      result.kind = .learned
      result.metaSeed = 0
      result.frozenDigest = frozen.digest
      let file = try OptimizerFile(decoding: frozen.bytes, file: frozen.file, registry: registry)
      trajectories = evaluator.trajectories(
        of: file.optimizer, heldOutAfter: work.heldOutCheckpoints)
    case .handDesigned(let key):
      let tuned = try tuningRecord(key)
      result.learningRate = tuned.learningRate
      trajectories = evaluator.trajectories(
        of: try optimizer(tuned), heldOutAfter: work.heldOutCheckpoints)
    case .external(let external, let key):
      let tuned = try tuningRecord(key)
      result.kind = .external
      result.learningRate = tuned.learningRate
      trajectories = try withProcess(external) {
        try evaluator.trajectories(
          of: $0, settings: tuned.externalSettings, heldOutAfter: work.heldOutCheckpoints)
      }
    case .minimiser:
      guard let minimiser = Minimiser(rawValue: work.optimizer) else {
        throw ExecutionError.unknown(what: "minimiser", name: work.optimizer, cell: cell.label)
      }
      trajectories = try evaluator.trajectories(of: minimiser)
    }
    result.fill(from: trajectories)
    return Outcome(content: .evaluation(result), innerSteps: work.functions * work.horizon)
  }
}

extension EvaluationResult {
  fileprivate mutating func fill(from trajectories: [Evaluation.Trajectory]) {
    finalLosses = trajectories.map { $0.finalLoss(window: finalLossWindow) }
    areas = trajectories.map(\.logArea)
    divergences = trajectories.enumerated().compactMap { number, trajectory in
      trajectory.firstBadStep.map { Divergence(function: number, firstBadStep: $0) }
    }
    let updates = KeptUpdates.of(horizon: horizon)
    let summary = TrajectorySummary(trajectories, after: updates)
    let isThinned = horizon > KeptUpdates.longestWhole && !summary.mean.isEmpty
    trajectory = Trajectory(
      updates: isThinned ? updates : nil, mean: summary.mean, lowerQuartile: summary.lowerQuartile,
      median: summary.median,
      upperQuartile: summary.upperQuartile)
    heldOut = Self.heldOut(of: trajectories)
  }

  /// Nil for functions that have no held-out examples.
  private static func heldOut(of trajectories: [Evaluation.Trajectory]) -> [HeldOut]? {
    guard let checkpoints = trajectories.first?.heldOut, !checkpoints.isEmpty else { return nil }
    return checkpoints.indices.map { index in
      let measured = trajectories.map { trajectory in
        let value = trajectory.heldOut[index]
        return trajectory.firstBadStep == nil && value.loss.isFinite ? value : nil
      }
      return HeldOut(
        updates: checkpoints[index].updates, losses: measured.map { $0?.loss },
        accuracies: measured.map { $0?.accuracy })
    }
  }
}
