import ArgumentParser
import Execution
import Files
import Foundation
import Inspection
import Results

struct InspectCommand: RegistryCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect",
    abstract: "Show what an optimizer file holds, and how it does on an optimizee.",
    discussion: """
      Says where the optimizer comes from and how it did. With --optimizee it runs the optimizer \
      on one meta-test function and prints, window by window, what may keep it from learning; \
      docs/inspect.md explains the figures.

      Example:
        l2l inspect results/quadratics/optimizers/lstm-0.safetensors \\
          --optimizee quadratic-uniform-10
      """)

  @Argument(
    help: "An optimizer file, for example results/quadratics/optimizers/lstm-0.safetensors.")
  var file: String

  @Option(help: "Run the optimizer on a function of this optimizee, for example digits-mlp-20.")
  var optimizee: String?

  @Option(help: "The suite seed that gives the function; 0 unless given.")
  var seed: UInt64?

  @Option(help: "Updates of the trajectory; 100 unless given.")
  var horizon: Int?

  @Option(
    help: "Updates of a window, which divide the horizon; 20, or a shorter horizon, unless given.")
  var unrollLength: Int?

  @Option(help: "The data directory; else $L2L_DATA, else l2l in the user's cache directory.")
  var data: String?

  @Option(help: "Draw the updates proposed for a swept gradient, into this folder.")
  var output: String?

  func validate() throws {
    guard optimizee != nil else {
      let given = [
        ("seed", seed != nil), ("horizon", horizon != nil), ("unroll-length", unrollLength != nil),
        ("data", data != nil), ("output", output != nil),
      ]
      guard let stray = given.first(where: { $0.1 }) else { return }
      throw ValidationError("--\(stray.0): found no --optimizee, expected one beside it")
    }
    guard (1...100_000).contains(updates) else {
      throw ValidationError("--horizon: found \(updates), expected 1 to 100000")
    }
    guard (1...1000).contains(window), updates % window == 0 else {
      throw ValidationError(
        "--unroll-length: found \(window), expected 1 to 1000 and a divisor of the horizon, "
          + "\(updates)")
    }
  }

  var updates: Int { horizon ?? 100 }
  var window: Int { unrollLength ?? min(20, updates) }

  func run(_ registry: Registry) throws {
    guard let bytes = try FileAccess.read(file, limit: SafeTensors.fileLimit) else {
      throw FileError.unexpected(path: file, found: "no such file", expected: "an optimizer")
    }
    let optimizer = try OptimizerFile(decoding: bytes, file: file, registry: registry)
    let digest = Digest.hexadecimal(of: bytes)
    let url = URL(fileURLWithPath: file)
    let folder = url.deletingLastPathComponent()
    let results =
      folder.lastPathComponent == "optimizers" ? folder.deletingLastPathComponent() : nil
    let surroundings = try results.map {
      try Surroundings(of: url.lastPathComponent, digest: digest, in: $0.path)
    }
    // Before anything is printed: the optimizee's name, its data or a record may be wrong.
    let diagnosis = try optimizee.map {
      try DiagnosisOfFile(
        self, of: optimizer, amid: surroundings ?? Surroundings(), on: $0, registry: registry)
    }
    let history = try surroundings?.metaTraining.flatMap { training in
      try results.map { try OptimizerHistory(training, in: $0.path) }
    }
    try StandardOutput.print("sha256: \(digest)")
    try StandardOutput.print(Self.description(of: optimizer))
    if let diagnosis {
      try diagnosis.report()
    } else {
      try StandardOutput.write(
        history.map { "\n\($0.text())" }
          ?? "\nno record of its meta-training: expected the file in results/<suite>/optimizers/\n")
    }
  }

  /// A line for each entry of the metadata, the number of weights and the tensors, whatever characters
  /// the file has in its texts.
  private static func description(of optimizer: OptimizerFile) -> String {
    let metadata = optimizer.metadata.sorted { $0.key < $1.key }
      .map { "\($0.key.visible()): \($0.value.visible())" }
    let tensors = optimizer.optimizer.rule.tensors.map { tensor in
      "\(tensor.name) [\(tensor.shape.map(String.init).joined(separator: " x "))]"
    }
    return
      (metadata + [
        "weights: \(optimizer.optimizer.metaParameters.count)",
        "tensors: \(tensors.joined(separator: ", "))",
      ]).joined(separator: "\n")
  }
}
