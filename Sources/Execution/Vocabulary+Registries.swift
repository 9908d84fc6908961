import Datasets
import Evaluation
import Optimizees
import Optimizers
import Suites

extension Vocabulary {
  /// Everything this build knows by name. An optimizee's facts are told once its data is loaded from
  /// `library`.
  public static func registered(_ library: DataLibrary) -> Vocabulary {
    Vocabulary(
      optimizees: OptimizeeRegistry.families.map { $0.namePattern },
      learnedKinds: LearnedRegistry.kinds,
      rawKinds: LearnedRegistry.rules.filter { $0.takesRawGradientsOnly }.map { $0.kind },
      handDesigned: HandDesigned.names,
      minimisers: Minimiser.allCases.map(\.rawValue)
    ) { name in
      guard let family = try OptimizeeRegistry.family(named: name, library: library) else {
        return nil
      }
      return OptimizeeFacts(
        isDeterministic: family.isDeterministic,
        fingerprint: family.data?.fingerprint ?? "built in", dataNote: family.data?.note)
    }
  }
}
