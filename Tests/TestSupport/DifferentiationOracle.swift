import Foundation

/// Losses and gradients of PyTorch, written by `Tests/Oracles/differentiation.py`.
public struct DifferentiationOracle: Decodable {
  public struct Evaluation: Decodable {
    public var loss: Double
    /// Every `stride`th entry, or all of them.
    public var gradient: [Double]
    public var stride: Int?
  }

  public var torch: String
  public var operations: [String: Evaluation]
  public var networks: [String: Evaluation]

  public static func load() throws -> DifferentiationOracle {
    let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    let file = tests.appending(path: "Oracles/differentiation.json")
    return try JSONDecoder().decode(DifferentiationOracle.self, from: Data(contentsOf: file))
  }
}
