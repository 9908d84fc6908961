import Datasets
import Evaluation
import MetaTraining
import Optimizees
import Optimizers
import Settings
import Suites

/// Everything a program knows by name: what is built in, and what the program adds.
///
/// An addition states a version, which enters the key of every cell that depends on it: a program that
/// changes what an addition computes states another, and the cells run again.
public struct Registry: Sendable {
  /// Families in the order in which they are asked whether a name is theirs.
  private(set) var families: [any OptimizeeFamily.Type] = OptimizeeRegistry.families
  private(set) var handDesigned = HandDesigned.rules
  private(set) var learned: [any LearnedRuleKind.Type] = LearnedRegistry.kinds
  private(set) var estimators: [any MetaGradientEstimator.Type] = EstimatorRegistry.kinds
  /// What cell keys hold of hand-designed rules and kinds that are not built in, by name.
  private(set) var fingerprints: [String: String] = [:]
  /// The same of families, by their name pattern.
  private var familyFingerprints: [String: String] = [:]

  private init() {}

  public static let builtIn = Registry()
}

extension Registry {
  /// This registry and a family of optimizees. The families before it are asked first for a name.
  public func adding(_ family: any OptimizeeFamily.Type, version: String) -> Registry {
    precondition(familyFingerprints[family.namePattern] == nil, "\(family) is added twice")
    var registry = self
    registry.families.append(family)
    registry.familyFingerprints[family.namePattern] = fingerprint(family.namePattern, version)
    return registry
  }

  /// This registry and a hand-designed optimizer.
  public func adding(_ rule: HandDesigned.Rule, version: String) -> Registry {
    precondition(
      !rule.name.hasSuffix(Suite.RandomSearch.Rule.rowName(of: "")), "\(rule.name) is a row's name")
    return adding(rule.name, version: version) { $0.handDesigned.append(rule) }
  }

  /// This registry and a kind of learned optimizer.
  public func adding(_ rule: any LearnedRuleKind.Type, version: String) -> Registry {
    adding(rule.kind, version: version) { $0.learned.append(rule) }
  }

  /// This registry and an estimator of metaGradients.
  public func adding(_ estimator: any MetaGradientEstimator.Type, version: String) -> Registry {
    adding(estimator.kind, version: version) { $0.estimators.append(estimator) }
  }

  /// This registry with what `add` adds under a name that is not taken.
  private func adding(
    _ name: String, version: String, _ add: (inout Registry) -> Void
  ) -> Registry {
    precondition(!isKnown(name), "\(name) is there already")
    var registry = self
    add(&registry)
    registry.fingerprints[name] = fingerprint(name, version)
    return registry
  }

  /// Rules, minimisers, kinds and estimators share their names: one dictionary has the fingerprints of all.
  private func isKnown(_ name: String) -> Bool {
    handDesigned.contains { $0.name == name } || learned.contains { $0.kind == name }
      || estimators.contains { $0.kind == name }
      || Minimiser(rawValue: name) != nil
  }

  private func fingerprint(_ name: String, _ version: String) -> String {
    precondition(!version.isEmpty, "\(name) states no version")
    return "\(name) version \(version)"
  }
}

extension Registry {
  /// The family `name` stands for, its data not loaded yet, or nil when nobody knows it.
  func family(named name: String) -> (any OptimizeeFamily)? {
    OptimizeeRegistry.family(named: name, among: families)
  }

  /// The family or ensemble that a suite names, its data not loaded yet, or nil when nobody knows it.
  func family(of optimizee: Suite.Optimizee) -> (any OptimizeeFamily)? {
    guard !optimizee.parts.isEmpty else { return family(named: optimizee.name) }
    let parts = optimizee.parts.compactMap { part in
      family(of: part.optimizee).map { EnsembleFamily.Part($0, weight: Float(part.weight)) }
    }
    return parts.count == optimizee.parts.count
      ? EnsembleFamily(name: optimizee.name, parts: parts) : nil
  }

  /// The family `name` stands for with its data from `library`, ready to be drawn from, or nil when
  /// nobody knows it; throws when the data is missing or damaged.
  package func family(named name: String, library: DataLibrary) throws -> (any OptimizeeFamily)? {
    try OptimizeeRegistry.family(named: name, among: families, library: library)
  }

  /// What a cell's key holds of a family beside its name.
  func fingerprint(of family: any OptimizeeFamily) -> String {
    let parts = [familyFingerprints[type(of: family).namePattern], family.data?.fingerprint]
    let known = parts.compactMap(\.self)
    return known.isEmpty ? "built in" : known.joined(separator: "; ")
  }

  /// A sentence for the report on what a family is, beside its name; nil when there is nothing to say.
  func note(on family: any OptimizeeFamily) -> String? {
    let addition = familyFingerprints[type(of: family).namePattern].map {
      "\(family.name) is not built in: \($0)"
    }
    let known = [addition, family.data?.note].compactMap(\.self)
    return known.isEmpty ? nil : known.joined(separator: "; ")
  }

  /// The rule called `name`, or nil when there is none of that name.
  func handDesigned(_ name: String) -> HandDesigned.Rule? {
    handDesigned.first { $0.name == name }
  }

  /// The optimizer called `name`, or nil when there is none of that name.
  func handDesigned(_ name: String, learningRate: Float) -> (any Optimizer)? {
    handDesigned(name)?.make(learningRate)
  }

  /// Reads a learned rule with its settings.
  func rule(reading source: any SettingSource) throws -> any LearnedRule {
    try LearnedRegistry.rule(reading: source, among: learned)
  }
}
