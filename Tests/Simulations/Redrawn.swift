import Results
import Sampling
import Statistics

/// A results folder whose learned optimizers can be meta-trained anew, as far as their records tell.
///
/// A meta-seed is a point: ln(final loss) on every function of every setting. A new one is the mean of
/// the points plus a random combination of their deviations, Σ g (x − mean)/√(n − 1) with standard normal
/// g. New ones have the mean and the covariance of the recorded ones, between settings and functions too.
public struct Redrawn: Sendable {
  public internal(set) var run: Run
  public let optimizers: [Learned]

  /// A learned optimizer of the folder.
  public struct Learned: Sendable {
    public let name: String
    /// Positions of its evaluations among the records: setting after setting, meta-seeds inside.
    let records: [[Int]]
    /// Meta-seed after meta-seed, ln(final loss) of all settings.
    let points: [[Double]]
  }

  public struct Unfit: Error, CustomStringConvertible {
    public let description: String
  }

  /// Throws for a learned optimizer that has one meta-seed or diverged somewhere.
  public init(_ run: Run) throws {
    self.run = run
    var byName: [String: [Int]] = [:]
    for (index, record) in run.records.enumerated() {
      guard case .evaluation(let result) = record.content, result.kind == .learned else { continue }
      byName[result.optimizer, default: []].append(index)
    }
    optimizers = try byName.sorted { $0.key < $1.key }.map { name, indices in
      try Learned(name: name, indices: indices, in: run)
    }
  }

  /// Draws the optimizers of these names anew, and multiplies their losses by `factor`.
  public func drawn(
    _ names: [String], factor: Double = 1, from stream: RandomStream
  ) -> Run {
    var drawn = run
    for optimizer in optimizers where names.contains(optimizer.name) {
      optimizer.draw(into: &drawn, factor: factor, from: stream)
    }
    return drawn
  }
}

extension Redrawn.Learned {
  fileprivate init(name: String, indices: [Int], in run: Run) throws {
    let evaluations = indices.compactMap { index -> (Int, EvaluationResult)? in
      guard case .evaluation(let result) = run.records[index].content else { return nil }
      return (index, result)
    }
    let seeds = Set(evaluations.compactMap(\.1.metaSeed)).sorted()
    guard seeds.count >= 2 else {
      throw Redrawn.Unfit(description: "\(name): found 1 meta-seed, expected at least 2")
    }
    let bySeed = seeds.map { seed in evaluations.filter { $0.1.metaSeed == seed } }
    self.name = name
    records = (0..<bySeed[0].count).map { setting in bySeed.map { $0[setting].0 } }
    points = try bySeed.map { settings in
      try settings.flatMap(\.1.finalLosses).map { loss in
        guard let loss else {
          throw Redrawn.Unfit(description: "\(name): found a divergence, expected finite losses")
        }
        return Elementary.log(max(Double(loss), Samples.smallestLoss))
      }
    }
  }

  fileprivate func draw(into run: inout Run, factor: Double, from stream: RandomStream) {
    let count = Double(points.count)
    let mean = points[0].indices.map { index in points.map { $0[index] }.reduce(0, +) / count }
    for seed in points.indices {
      let weights = points.map { _ in stream.gaussian() / (count - 1).squareRoot() }
      var losses = mean.indices.map { index in
        var logarithm = mean[index]
        for (weight, point) in zip(weights, points) {
          logarithm += weight * (point[index] - mean[index])
        }
        return Float(factor * Elementary.exp(logarithm))
      }[...]
      for setting in records {
        guard case .evaluation(var result) = run.records[setting[seed]].content else { continue }
        let functions = result.finalLosses.count
        result.finalLosses = losses.prefix(functions).map { $0 }
        losses = losses.dropFirst(functions)
        run.records[setting[seed]].content = .evaluation(result)
      }
    }
  }
}
