import Settings
import Suites

extension [Suite.Optimizee] {
  /// The one of that name, which the suite has checked.
  func named(_ name: String) -> Suite.Optimizee {
    guard let optimizee = first(where: { $0.name == name }) else {
      preconditionFailure("\(name) is among the optimizees of meta-training")
    }
    return optimizee
  }
}

extension Distribution {
  /// The mean over episodes of what `value` is for their families.
  func mean(over known: [Suite.Optimizee], of value: (Suite.Optimizee) -> Double) -> Double {
    let total = optimizees.reduce(0) { $0 + $1.weight }
    return optimizees.reduce(0) { $0 + $1.weight / total * value(known.named($1.name)) }
  }
}

extension TrainingSettings {
  /// The mean over the stages of a curriculum, as if all were as long: when one ends is not known before.
  func meanOverStages(_ value: (Distribution) -> Double) -> Double {
    (0..<stages).reduce(0) { $0 + value(distribution(ofStage: $1)) } / Double(stages)
  }
}
