import ArgumentParser
import Execution
import Foundation
import Results

struct InspectCommand: RegistryCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect",
    abstract: "Show what an optimizer file holds.")

  @Argument(
    help: "An optimizer file, for example results/quadratics/optimizers/lstm-0.safetensors.")
  var file: String

  func run(_ registry: Registry) throws {
    guard let bytes = FileManager.default.contents(atPath: file) else {
      throw FolderError(text: "\(file): found no readable file, expected an optimizer")
    }
    let optimizer = try OptimizerFile(decoding: Array(bytes), file: file, registry: registry)
    print("sha256: \(Digest.hexadecimal(of: Array(bytes)))")
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
