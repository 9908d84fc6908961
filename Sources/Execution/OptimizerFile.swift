import Optimizers
import Results

/// A learned optimizer as it is written to disk: one file is enough to run it anywhere.
public struct OptimizerFile {
  public let optimizer: any LearnedOptimizer
  /// All metadata, by the names of `docs/formats.md`.
  public let metadata: [String: String]
}

extension OptimizerFile {
  /// - Parameters:
  ///   - suite: the suite the optimizer was meta-trained in.
  ///   - suiteDigest: SHA-256 of all in the suite that it depends on: the key of its cell.
  public init(
    _ optimizer: any LearnedOptimizer, metaSeed: Int, suite: String, suiteDigest: String
  ) {
    self.optimizer = optimizer
    let configuration = optimizer.configuration
    var metadata = [
      "kind": type(of: optimizer).kind,
      "meta_seed": "\(metaSeed)",
      "output_scale": "\(configuration.outputScale)",
      "preprocessing": "raw",
      "suite": suite,
      "suite_digest": suiteDigest,
    ]
    if case .logAndSign(let p) = configuration.preprocessing {
      metadata["preprocessing"] = "log-and-sign"
      metadata["p"] = "\(p)"
    }
    metadata["coordinate_signs"] = configuration.signs?.rawValue
    self.metadata = metadata
  }

  public func encoded() throws -> [UInt8] {
    var start = 0
    let tensors = optimizer.tensors.map { tensor in
      defer { start += tensor.count }
      return SafeTensors.Tensor(
        name: tensor.name, shape: tensor.shape,
        values: Array(optimizer.metaParameters[start..<start + tensor.count]))
    }
    return try SafeTensors(tensors: tensors, metadata: metadata).encoded()
  }
}

extension OptimizerFile {
  /// Reads an optimizer; `file` names it in errors.
  public init(
    decoding bytes: [UInt8], file: String, registry: Registry = .builtIn
  ) throws {
    let contents = try SafeTensors(decoding: bytes, file: file)
    metadata = contents.metadata
    func invalid(_ place: String, _ found: String, _ expected: String) -> ExecutionError {
      .optimizerFile(file: file, place: place, found: found, expected: expected)
    }
    func number(_ name: String) throws -> Float {
      guard let text = contents.metadata[name] else {
        throw invalid("metadata.\(name)", "nothing", "a number")
      }
      guard let value = Float(text), value.isFinite else {
        throw invalid("metadata.\(name)", "'\(text)'", "a finite number")
      }
      return value
    }
    let preprocessing: LearnedConfiguration.Preprocessing
    switch contents.metadata["preprocessing"] {
    case "raw": preprocessing = .raw
    case "log-and-sign":
      let p = try number("p")
      guard LearnedConfiguration.isUsable(p: p) else {
        throw invalid("metadata.p", "'\(contents.metadata["p"] ?? "")'", "above 0, at most 80")
      }
      preprocessing = .logAndSign(p: p)
    case let other:
      throw invalid("metadata.preprocessing", other ?? "nothing", "raw or log-and-sign")
    }
    let signs = try contents.metadata["coordinate_signs"].map { text in
      guard let signs = LearnedConfiguration.Signs(rawValue: text) else {
        let known = LearnedConfiguration.Signs.allCases.map(\.rawValue)
        throw invalid(
          "metadata.coordinate_signs", "'\(text)'", "\(known.joined(separator: ", ")) or nothing")
      }
      return signs
    }
    let configuration = LearnedConfiguration(
      preprocessing: preprocessing, outputScale: try number("output_scale"),
      signs: signs)
    let kind = contents.metadata["kind"] ?? "nothing"
    guard let rule = registry.rule(kind) else {
      throw invalid("metadata.kind", kind, registry.kinds.joined(separator: " or "))
    }
    guard preprocessing == .raw || !rule.takesRawGradientsOnly else {
      throw invalid("metadata.preprocessing", "log-and-sign", "raw: \(kind) takes nothing else")
    }
    var metaParameters: [Float] = []
    for expected in rule.tensors(configuration) {
      guard let tensor = contents[expected.name] else {
        throw invalid("tensor \(expected.name)", "nothing", "shape \(expected.shape)")
      }
      guard tensor.shape == expected.shape else {
        throw invalid("tensor \(expected.name)", "shape \(tensor.shape)", "\(expected.shape)")
      }
      guard tensor.values.allSatisfy(\.isFinite) else {
        throw invalid("tensor \(expected.name)", "a value that is not finite", "finite values")
      }
      metaParameters += tensor.values
    }
    guard contents.tensors.count == rule.tensors(configuration).count else {
      throw invalid("tensors", "\(contents.tensors.count)", "\(rule.tensors(configuration).count)")
    }
    guard
      let optimizer = LearnedRegistry.rule(rule, for: configuration)
        .init(configuration, metaParameters: metaParameters)
    else {
      throw invalid("tensors", "\(metaParameters.count) weights", "those of \(kind)")
    }
    self.optimizer = optimizer
  }
}
