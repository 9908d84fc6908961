import Sampling

extension HierarchicalBootstrap {
  /// Pointwise 95 % intervals of the mean over meta-seeds of curves that are known as one mean over
  /// functions each: one row a meta-seed, one interval a column.
  ///
  /// The same draws of meta-seeds serve every column, and are those of `meanInterval`. What functions
  /// contribute is not in it. Absent for a single row, which tells nothing of a spread.
  public func band(ofRows rows: [[Double]]) -> [Interval]? {
    guard rows.count > 1 else { return nil }
    precondition(rows.allSatisfy { $0.count == rows[0].count }, "curves are equally long")
    let counts = Self.draws(
      of: rows.count, replicates: replicates,
      from: RandomStream(suiteSeed: suiteSeed, role: .bootstrap, index: 3 * index + 1))
    return rows[0].indices.map { column in
      var means = [Double](repeating: 0, count: replicates)
      for (row, values) in rows.enumerated() {
        let value = values[column]
        let base = row * replicates
        for replicate in 0..<replicates {
          means[replicate] += Double(counts[base + replicate]) * value
        }
      }
      for replicate in 0..<replicates { means[replicate] /= Double(rows.count) }
      return interval(
        of: means,
        degreesOfFreedom: VarianceComponents(Samples(rows.map { [$0[column]] })).degreesOfFreedom)
    }
  }
}
