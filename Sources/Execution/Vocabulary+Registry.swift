import Datasets
import Evaluation
import Optimizees
import Suites

extension Vocabulary {
  /// Everything `registry` knows by name. The facts about an optimizee need its data from `library`.
  public static func registered(
    _ library: DataLibrary, registry: Registry = .builtIn
  ) -> Vocabulary {
    Vocabulary(
      optimizees: registry.families.map { $0.namePattern },
      learnedKinds: registry.kinds,
      rawKinds: registry.learned.filter { $0.takesRawGradientsOnly }.map { $0.kind },
      forgettingKinds: registry.learned.filter { $0.hasForgetGates }.map { $0.kind },
      samplingKinds: registry.learned.filter { $0.samplesCoordinates }.map { $0.kind },
      handDesigned: registry.handDesigned.map(\.name),
      minimisers: Minimiser.allCases.map(\.rawValue),
      fingerprints: registry.fingerprints, arithmetic: .ofThisProgram,
      hint: { registry.hint(for: $0) }
    ) { name in
      guard let family = try registry.family(named: name, library: library) else { return nil }
      return OptimizeeFacts(
        isDeterministic: family.isDeterministic, fingerprint: registry.fingerprint(of: family),
        arithmetic: NumericModule.versions(NumericModule.modules(of: family)),
        dataNote: registry.note(on: family), parameterCount: family.parameterCount)
    }
  }
}
