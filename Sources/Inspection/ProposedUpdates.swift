import Optimizees
import Optimizers

/// The update that optimizers propose for a swept gradient of one coordinate, after some updates of a
/// real trajectory (Andrychowicz et al., 2016, appendix C): the memory of each is of the gradients
/// the learned optimizer met.
public struct ProposedUpdates: Sendable {
  public let entrants: [String]
  public let sweep: [Float]
  public let panels: [Panel]

  public struct Panel: Sendable {
    /// Updates before the swept one.
    public let updates: Int
    /// The gradient that the trajectory really had here.
    public let seen: Float
    /// One list an entrant, one proposal an element of the sweep.
    public let proposals: [[Float]]
  }

  /// - Parameters:
  ///   - entrants: what is swept, under the names a legend gives them.
  ///   - gradients: the coordinate's gradients, before each update of the trajectory.
  ///   - panels: numbers of updates; those beyond the trajectory are left out.
  public init(
    of entrants: [(name: String, optimizer: any Optimizer)], gradients: [Float], sweep: [Float],
    panels: [Int] = [1, 2, 4, 8, 16, 32, 64]
  ) {
    self.entrants = entrants.map(\.name)
    self.sweep = sweep
    self.panels = panels.filter { $0 < gradients.count }.map { updates in
      var proposals: [[Float]] = []
      for (_, optimizer) in entrants {
        proposals.append(
          Self.proposals(of: optimizer, after: gradients.prefix(updates), sweep: sweep))
      }
      return Panel(updates: updates, seen: gradients[updates], proposals: proposals)
    }
  }

  /// One function of one parameter for each element of the sweep: all live through the same gradients,
  /// then each meets its own.
  static func proposals(
    of optimizer: some Optimizer, after gradients: ArraySlice<Float>, sweep: [Float]
  ) -> [Float] {
    let layout = ParameterLayout(functions: sweep.count, parametersPerFunction: 1)
    var running = RunningOptimizer(optimizer, for: layout)
    let nothing = [Float](repeating: 0, count: sweep.count)
    var update = nothing
    let seen = gradients.map { Array(repeating: $0, count: sweep.count) } + [sweep]
    for (number, gradient) in seen.enumerated() {
      var span = update.mutableSpan
      running.update(
        &span,
        seeing: InnerStep(
          number: number, horizon: seen.count, parameters: nothing, gradient: gradient,
          losses: nothing))
    }
    return update
  }
}

extension ProposedUpdates {
  /// Gradients symmetric about 0, to twice the largest of `gradients`: evenly spaced, or in decades
  /// (three of them, and 0) for optimizers that take logarithms.
  static func sweep(around gradients: [Float], inDecades: Bool) -> [Float] {
    let largest = gradients.lazy.filter(\.isFinite).map(\.magnitude).max() ?? 0
    let end = largest > 0 ? 2 * largest : 1
    guard inDecades else { return (-100...100).map { end * Float($0) / 100 } }
    var magnitudes: [Float] = []
    var magnitude = Double(end)
    for _ in 0...(3 * pointsOfADecade) {
      magnitudes.append(Float(magnitude))
      magnitude /= pointRatio
    }
    return magnitudes.map { -$0 } + [0] + magnitudes.reversed()
  }

  static let pointsOfADecade = 25
  /// 10^(1/25).
  private static let pointRatio = 1.0964781961431851
}
