import Evaluation
import Kernels
import Optimizees
import Optimizers
import Sampling

/// The last epochs of meta-training, by evolution strategies (Salimans et al., 2017).
///
/// The metaGradient of a window drops what an update does to later gradients, and ends with the window
/// (Metz et al., 2019, on the bias of truncation): it comes to rest at updates of the wrong length, as
/// `l2l inspect` shows. Here the whole episode is measured, forwards alone:
///
///     metaLoss(φ) = (1/horizon) Σ_{t=1…horizon} f(parameters_t),
///     metaGradient = (1/pairs) Σ_pairs (metaLoss(φ + σε) − metaLoss(φ − σε)) / 2σ · ε,  ε ~ N(0, I),
///
/// both of a pair on the same function and minibatches. ε is drawn for the rule's `evolvedCount` last
/// metaParameters, the others stay; few enough that some hundred generations tell.
extension MetaTrainer {
  /// Starts from the best epoch so far.
  mutating func beginEvolution() {
    progress.optimizer = progress.best
    progress.averaged = progress.best
    progress.adam = Adam(learningRate: 0).initialState(
      for: ParameterLayout(
        functions: 1, parametersPerFunction: progress.optimizer.metaParameters.count))
  }

  /// Generation `number`, counted from the first of evolution.
  mutating func runGeneration(_ number: Int, of evolution: Evolution) {
    let metaParameters = progress.optimizer.metaParameters
    let first = metaParameters.count - progress.optimizer.evolvedCount
    let stream = RandomStream(
      suiteSeed: suiteSeed, role: .evolution, index: run * FunctionSplit.functionsPerRun + number)
    let perturbations = (0..<evolution.pairs).map { _ in
      (first..<metaParameters.count).map { _ in evolution.spread * Float(stream.gaussian()) }
    }
    let losses = metaLosses(of: perturbations, firstFunction: number * evolution.pairs)

    var metaGradient = [Float](repeating: 0, count: metaParameters.count)
    var (total, told) = (0.0, 0)
    for (pair, perturbation) in perturbations.enumerated() {
      let (above, below) = (losses[2 * pair], losses[2 * pair + 1])
      // A pair that is not finite tells nothing of the direction.
      guard (above - below).isFinite else {
        progress.skippedWindows += 1
        continue
      }
      total += (above + below) / 2
      told += 1
      let spread = Double(evolution.spread)
      let slope = Float((above - below) / (2 * spread * spread * Double(evolution.pairs)))
      for (index, value) in perturbation.enumerated() {
        metaGradient[first + index] += slope * value
      }
    }
    progress.metaSteps += 1
    let norm = metaGradient.norm
    guard told > 0, Float(norm * norm).isFinite else { return }
    progress.tally.add(loss: total / Double(told), norm: norm)
    let share = Float(number) / Float(evolution.epochs * evolution.generations)
    let adam = Adam(learningRate: evolution.metaLearningRate * (1 - share))
    var update = [Float](repeating: 0, count: metaParameters.count)
    var span = update.mutableSpan
    adam.update(&span, gradient: metaGradient.span, state: &progress.adam)
    for index in update.indices { progress.optimizer.metaParameters[index] += update[index] }
    progress.averaged = progress.optimizer
  }

  /// metaLoss(φ + σε) and metaLoss(φ − σε) of every pair in turn, on meta-training functions after those
  /// of the epochs before.
  private func metaLosses(of perturbations: [[Float]], firstFunction: Int) -> [Double] {
    let before = settings.epochs * settings.episodesPerEpoch * settings.functionsPerEpisode
    var losses = [Double](repeating: 0, count: 2 * perturbations.count)
    losses.withUnsafeMutableBufferPointer { losses in
      nonisolated(unsafe) let losses = losses
      ParallelLoop(threads: threads).run(losses.count) { index, _ in
        let pair = index / 2
        losses[index] = metaLoss(
          adding: perturbations[pair], times: index.isMultiple(of: 2) ? 1 : -1,
          onFunction: before + firstFunction + pair)
      }
    }
    return losses
  }

  private func metaLoss(
    adding perturbation: [Float], times sign: Float, onFunction number: Int
  ) -> Double {
    var optimizer = progress.optimizer
    let first = optimizer.metaParameters.count - perturbation.count
    for (index, value) in perturbation.enumerated() {
      optimizer.metaParameters[first + index] += sign * value
    }
    let batch = OptimizeeBatch(
      family, .metaTrain(run: run), numbers: number..<(number + 1), suiteSeed: suiteSeed,
      initialScale: settings.initialScale)
    let losses = Evaluator.trajectories(of: optimizer, on: batch, horizon: settings.horizon)[0]
      .losses
    return losses.dropFirst().reduce(0.0) { $0 + Double($1) } / Double(settings.horizon)
  }
}
