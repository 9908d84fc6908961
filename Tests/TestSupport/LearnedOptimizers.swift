import Optimizees
import Optimizers

extension LearnedOptimizer {
  /// The rule's window; only for rules that know a way back.
  package func makeWindow(
    for layout: ParameterLayout, steps: Int, threads: Int
  ) -> any UnrollWindow {
    guard let window = rule.makeWindow(for: layout, steps: steps, threads: threads) else {
      preconditionFailure("a rule with windows")
    }
    return window
  }

  package var tensors: [LearnedTensor] { rule.tensors }
}

extension UnrollWindow {
  /// Starts the first window.
  package func begin(metaParameters: [Float]) { begin(metaParameters: metaParameters, number: 0) }
}
