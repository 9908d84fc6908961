import ArgumentParser
import Execution
import Foundation
import Results

struct InspectCommand: RegistryCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect",
    abstract: "Show what an optimizer file holds, and how it does on an optimizee.",
    discussion: """
      With --optimizee the optimizer is run on one meta-test function, and what may be why it does
      not learn is printed window by window; docs/inspect.md explains the figures.
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
    guard let bytes = FileManager.default.contents(atPath: file) else {
      throw FolderError(text: "\(file): found no readable file, expected an optimizer")
    }
    let optimizer = try OptimizerFile(
      decoding: Array(bytes), file: file, registry: registry)
    let digest = Digest.hexadecimal(of: Array(bytes))
    // Before anything is printed: the optimizee's name or its data may be wrong.
    let diagnosis = try optimizee.map {
      try DiagnosisOfFile(self, of: optimizer, digest: digest, on: $0, registry: registry)
    }
    print("sha256: \(digest)")
    describe(optimizer)
    if let diagnosis { try diagnosis.report() }
  }

  private func describe(_ optimizer: OptimizerFile) {
    for (name, value) in optimizer.metadata.sorted(by: { $0.key < $1.key }) {
      print("\(name): \(value)")
    }
    print("weights: \(optimizer.optimizer.metaParameters.count)")
    var start = 0
    for tensor in optimizer.optimizer.tensors {
      let values = optimizer.optimizer.metaParameters[start..<start + tensor.count]
      start += tensor.count
      let shape = tensor.shape.map(String.init).joined(separator: " x ")
      let mean = values.reduce(0.0) { $0 + Double($1) } / Double(tensor.count)
      let square = values.reduce(0.0) { $0 + (Double($1) - mean) * (Double($1) - mean) }
      let deviation = (square / Double(tensor.count)).squareRoot()
      let (low, high) = (values.min() ?? 0, values.max() ?? 0)
      print(
        String(
          format: "%@ [%@]: mean %.4g, deviation %.4g, from %.4g to %.4g", tensor.name, shape, mean,
          deviation, low, high))
    }
  }
}
