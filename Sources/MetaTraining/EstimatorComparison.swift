/// An estimator beside a reference, from samples of both with the same groups.
///
/// With x and r their expected sums over an episode, an unbiased estimate of ⟨x, r⟩ is
///
///     U(x, r) = Σ_{g ≠ h} ⟨x_g, r_h⟩ / G (G − 1),
///
/// g and h over the G groups' means, whose noise is independent. Standard errors are those of the
/// jackknife, a group left out at a time. Sums go over metaParameters, then groups, in order.
public struct EstimatorComparison {
  /// A number and its standard error.
  public struct Value: Codable, Equatable, Sendable {
    public var value: Double
    public var error: Double

    public init(_ value: Double, error: Double) {
      self.value = value
      self.error = error
    }
  }

  private let ofSample: GroupProducts
  private let ofBoth: GroupProducts
  private let ofReference: GroupProducts
  private let sample: EstimatorSample

  public init(_ sample: EstimatorSample, beside reference: EstimatorSample) {
    self.sample = sample
    ofSample = GroupProducts(sample.means, sample.means)
    ofBoth = GroupProducts(sample.means, reference.means)
    ofReference = GroupProducts(reference.means, reference.means)
  }

  /// |r|².
  public var referenceSquare: Value? { value { $0.reference } }

  /// |x − r|² / |r|²: below 0 where there is more noise than bias. Nil where the reference is noise.
  public var squaredBias: Value? {
    value { $0.reference > 0 ? ($0.sample - 2 * $0.both + $0.reference) / $0.reference : nil }
  }

  /// ⟨x, r⟩ / |x| |r|. Nil where one of them is noise.
  public var cosine: Value? {
    value {
      $0.sample > 0 && $0.reference > 0
        ? $0.both / ($0.sample * $0.reference).squareRoot() : nil
    }
  }

  /// The variance of an episode's sum over |r|². Nil where the reference is noise.
  public var variance: Value? {
    value { $0.reference > 0 ? sample.variance / $0.reference : nil }
  }

  private typealias Products = (sample: Double, both: Double, reference: Double)

  private func value(_ statistic: (Products) -> Double?) -> Value? {
    func estimate(without group: Int?) -> Double? {
      statistic(
        (
          ofSample.estimate(without: group), ofBoth.estimate(without: group),
          ofReference.estimate(without: group)
        ))
    }
    let groups = ofSample.count
    let left = (0..<groups).compactMap { estimate(without: $0) }
    guard let whole = estimate(without: nil), left.count == groups else { return nil }
    let mean = left.reduce(0, +) / Double(groups)
    let squares = left.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    let error = (squares * Double(groups - 1) / Double(groups)).squareRoot()
    return whole.isFinite && error.isFinite ? Value(whole, error: error) : nil
  }
}

/// The inner products that U takes, of all groups and without one.
private struct GroupProducts {
  /// ⟨Σx, Σr⟩.
  private var whole = 0.0
  /// ⟨x_g, r_g⟩.
  private var own: [Double] = []
  /// ⟨x_g, Σr⟩ + ⟨Σx, r_g⟩.
  private var cross: [Double] = []

  var count: Int { own.count }

  init(_ first: [[Double]], _ second: [[Double]]) {
    func product(_ first: [Double], _ second: [Double]) -> Double {
      zip(first, second).reduce(0) { $0 + $1.0 * $1.1 }
    }
    let (firstSum, secondSum) = (sum(of: first), sum(of: second))
    whole = product(firstSum, secondSum)
    for (first, second) in zip(first, second) {
      own.append(product(first, second))
      cross.append(product(first, secondSum) + product(firstSum, second))
    }
  }

  /// U of all groups, or of all but one.
  func estimate(without group: Int?) -> Double {
    let total = whole - own.reduce(0, +)
    guard let group else { return total / Double(count * (count - 1)) }
    return (total - cross[group] + 2 * own[group]) / Double((count - 1) * (count - 2))
  }
}
