import Datasets
import Differentiation

/// f(θ₀, θ₁, …) = Σᵢ wᵢ fᵢ(θᵢ): functions of several families minimised as one, each with parameters of
/// its own. It is `problems.ensemble` of DeepMind's learning-to-learn.
///
/// The parameters of the parts lie one after the other, and `part<i>/` stands before the names of the
/// tensors of part i. The functions of a part depend on its family and its place, not on the other
/// parts; two parts of one family are two functions. No name stands for an ensemble, because a
/// program or a suite puts it together.
public struct EnsembleFamily: OptimizeeFamily {
  public struct Part: Sendable {
    public var family: any OptimizeeFamily
    /// wᵢ, positive and finite.
    public let weight: Float

    public init(_ family: any OptimizeeFamily, weight: Float) {
      precondition(weight > 0 && weight.isFinite, "weight \(weight)")
      self.family = family
      self.weight = weight
    }
  }

  public static let namePattern = "ensemble"

  public let name: String
  public private(set) var parts: [Part]

  /// One to `FunctionSplit.partLimit` parts, none of them an ensemble.
  public init(name: String, parts: [Part]) {
    precondition((1...FunctionSplit.partLimit).contains(parts.count), "\(parts.count) parts")
    precondition(!parts.contains { $0.family is EnsembleFamily }, "a part that has parts")
    self.name = name
    self.parts = parts
  }

  public init?(name: String) { nil }
}

extension EnsembleFamily {
  public var tensors: [ParameterTensor] {
    parts.enumerated().flatMap { number, part in
      part.family.tensors.map {
        ParameterTensor(name: "part\(number)/\($0.name)", shape: $0.shape, role: $0.role)
      }
    }
  }

  /// Whether all parts are: losses of any minibatches are averaged over the last ten steps.
  public var isDeterministic: Bool { parts.allSatisfy(\.family.isDeterministic) }

  public var usesDifferentiation: Bool { parts.contains { $0.family.usesDifferentiation } }

  /// What is to be said of each part, once.
  public var data: DataSummary? {
    let known = parts.compactMap(\.family.data)
    guard !known.isEmpty else { return nil }
    let notes = known.map(\.note)
    let first = notes.indices.filter { notes.firstIndex(of: notes[$0]) == $0 }
    let fingerprints = first.compactMap { known[$0].fingerprint }
    return DataSummary(
      note: first.map { notes[$0] }.joined(separator: "; "),
      fingerprint: fingerprints.isEmpty ? nil : fingerprints.joined(separator: "; "))
  }

  public mutating func load(from library: DataLibrary) throws {
    for index in parts.indices { try parts[index].family.load(from: library) }
  }

  /// Draws part after part, each from streams of its own.
  public func sample(
    from streams: FunctionStreams, initialParameters: inout MutableSpan<Float>
  ) -> any Optimizee {
    var start = 0
    var drawn: [Ensemble.Part] = []
    for (number, part) in parts.enumerated() {
      let range = start..<start + part.family.parameterCount
      let function = initialParameters.withSlice(range) { own in
        part.family.sample(from: streams.part(number), initialParameters: &own)
      }
      drawn.append(
        Ensemble.Part(
          function: function, weight: part.weight, range: range,
          isDeterministic: part.family.isDeterministic))
      start = range.upperBound
    }
    return Ensemble(parts: drawn)
  }
}
