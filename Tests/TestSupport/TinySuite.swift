/// A suite that has every kind of cell and takes a moment even in debug.
public enum TinySuite {
  public static let name = "tiny"

  /// Cells: two searches, three meta-training runs, two tunings, six evaluations.
  public static let cells = 13

  public static let yaml = """
    suite: tiny
    description: Every kind of cell
    seed: 9
    budgetMinutes: 1
    learned:
      - name: lstm
        metaSeeds: 1
        rule:
          kind: coordinatewise-lstm
          preprocessing: log-and-sign
          outputScale: 0.1
        distribution:
          optimizee: quadratic-uniform-3
          horizon: 4
          functions: 2
          validation:
            functions: 4
        estimator:
          kind: truncated-backpropagation
          unrollLength: 2
        metaOptimizer:
          learningRate: 0.01
        schedule:
          epochs: 1
          episodesPerEpoch: 2
      - name: linear
        metaSeeds: 2
        rule:
          kind: coordinatewise-linear
          outputScale: 0.1
        distribution:
          optimizee: quadratic-uniform-3
          horizon: 4
          functions: 16
          validation:
            functions: 16
        estimator:
          kind: truncated-backpropagation
          unrollLength: 2
        metaOptimizer:
          learningRate: { lowest: 0.03, highest: 0.1, candidates: 2, epochs: 1 }
        schedule:
          epochs: 8
          episodesPerEpoch: 20
    handDesigned:
      optimizers: [sgd, nag]
      tuningFunctions: 8
      lowestLearningRate: 0.01
      highestLearningRate: 1
      pointsPerDecade: 1
      refinements: 1
    minimisers: [bfgs2]
    evaluations:
      - optimizees: [quadratic-uniform-3]
        horizons: [4]
        functions: 16

    """

  /// The suite with the first occurrence of a text replaced.
  public static func edited(_ old: String, _ new: String) -> String {
    guard let range = yaml.firstRange(of: old) else { preconditionFailure("no \(old)") }
    return yaml.replacingCharacters(range, with: new)
  }
}

extension String {
  fileprivate func replacingCharacters(_ range: Range<String.Index>, with new: String) -> String {
    self[..<range.lowerBound] + new + self[range.upperBound...]
  }
}
