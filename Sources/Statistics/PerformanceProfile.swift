/// Share of the functions on which an optimizer ends within a factor of the best (Dolan and Moré,
/// 2002).
///
/// Every meta-seed is an entrant of its own: the best on a function is the lowest loss of any entrant,
/// and an optimizer's share is the mean over its meta-seeds. A divergence is within no factor.
public struct PerformanceProfile: Equatable, Sendable {
  public let factors: [Double]
  /// One row for each optimizer, one value for each factor.
  public let shares: [[Double]]

  public init(_ optimizers: [Samples], factors: [Double]) {
    self.factors = factors
    let functions = optimizers.first?.functions ?? 0
    precondition(optimizers.allSatisfy { $0.functions == functions }, "functions are shared")
    let best = (0..<functions).map { function in
      optimizers.reduce(Double.infinity) { lowest, samples in
        samples.rows.reduce(lowest) { min($0, $1[function]) }
      }
    }
    shares = optimizers.map { samples in
      factors.map { factor in
        var within = 0
        for row in samples.rows {
          for function in 0..<functions
          where row[function] < .infinity && row[function] <= factor * best[function] {
            within += 1
          }
        }
        return Double(within) / Double(samples.metaSeeds * functions)
      }
    }
  }
}
