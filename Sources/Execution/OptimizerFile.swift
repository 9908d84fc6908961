import Optimizers
import Results
import Settings

/// A learned optimizer as it is written to disk: one file is enough to run it anywhere.
public struct OptimizerFile {
  public let optimizer: LearnedOptimizer
  /// All metadata, by the names of `docs/formats.md`.
  public let metadata: [String: String]
}

extension OptimizerFile {
  /// - Parameters:
  ///   - suite: the suite the optimizer was meta-trained in.
  ///   - suiteDigest: SHA-256 of all in the suite that it depends on: the key of its cell.
  public init(_ optimizer: LearnedOptimizer, metaSeed: Int, suite: String, suiteDigest: String) {
    self.optimizer = optimizer
    var metadata = [
      "meta_seed": "\(metaSeed)", "suite": suite, "suite_digest": suiteDigest,
    ]
    for (setting, value) in optimizer.rule.metadata {
      metadata[MetadataSource.name(of: setting)] = MetadataSource.text(of: value)
    }
    self.metadata = metadata
  }

  public func encoded() throws -> [UInt8] {
    var start = 0
    let tensors = optimizer.rule.tensors.map { tensor in
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
    let rule = try registry.rule(
      reading: MetadataSource(file: file, metadata: contents.metadata, name: nil))
    var metaParameters: [Float] = []
    for expected in rule.tensors {
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
    guard contents.tensors.count == rule.tensors.count else {
      throw invalid("tensors", "\(contents.tensors.count)", "\(rule.tensors.count)")
    }
    guard let optimizer = LearnedOptimizer(rule, metaParameters: metaParameters) else {
      preconditionFailure("every tensor has its shape")
    }
    self.optimizer = optimizer
  }
}
