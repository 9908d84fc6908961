import Evaluation
import Optimizees
import Optimizers
import Suites

extension Vocabulary {
  /// Everything this build knows by name.
  public static var registered: Vocabulary {
    Vocabulary(
      optimizees: OptimizeeRegistry.families.map { $0.namePattern },
      learnedKinds: LearnedRegistry.kinds,
      rawKinds: LearnedRegistry.rules.filter { $0.takesRawGradientsOnly }.map { $0.kind },
      handDesigned: HandDesigned.names,
      minimisers: Minimiser.allCases.map(\.rawValue)
    ) { name in
      guard let family = OptimizeeRegistry.family(named: name) else { return nil }
      return OptimizeeFacts(
        isDeterministic: family.isDeterministic, fingerprint: "built in", dataNote: nil)
    }
  }
}
