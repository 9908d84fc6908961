/// p values adjusted for having looked more than once, in the order they were given.
public enum MultipleTesting {
  /// Holm's step-down procedure: an adjusted value below the level keeps the chance of any false
  /// rejection below it.
  public static func holm(_ pValues: [Double]) -> [Double] {
    var adjusted = pValues
    var largest = 0.0
    for (position, index) in order(pValues).enumerated() {
      largest = max(largest, min(1, pValues[index] * Double(pValues.count - position)))
      adjusted[index] = largest
    }
    return adjusted
  }

  /// Benjamini and Hochberg's step-up procedure: rejecting below the level keeps the expected share
  /// of false rejections below it.
  public static func benjaminiHochberg(_ pValues: [Double]) -> [Double] {
    var adjusted = pValues
    var smallest = 1.0
    for (position, index) in order(pValues).enumerated().reversed() {
      smallest = min(smallest, pValues[index] * Double(pValues.count) / Double(position + 1))
      adjusted[index] = smallest
    }
    return adjusted
  }

  /// Indices by increasing p value, equal ones in the order given.
  private static func order(_ pValues: [Double]) -> [Int] {
    pValues.indices.sorted { (pValues[$0], $0) < (pValues[$1], $1) }
  }
}
