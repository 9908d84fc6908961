import Results
import Sampling

extension Record {
  /// The record with its evaluation changed.
  func changing(_ change: (inout EvaluationResult) -> Void) -> Record {
    guard case .evaluation(var result) = content else { return self }
    change(&result)
    var changed = self
    changed.content = .evaluation(result)
    return changed
  }
}

func stream(_ index: Int) -> RandomStream {
  RandomStream(suiteSeed: 42, role: .metaTestFunction, index: index)
}
