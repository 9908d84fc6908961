import Differentiation
import Foundation
import Optimizees

/// What is said to an external optimizer, a line of JSON each: `docs/external-protocol.md`.
enum Message {
  static let protocolVersion = 1
  static let longestLine = 65_536

  struct Hello: Encodable {
    let message = "hello"
    let `protocol` = protocolVersion
    let name: String
    let settings: [String]
  }

  struct Episode: Encodable {
    let message = "episode"
    let functions: Int
    let horizon: Int
    let tensors: [Tensor]
    let settings: [String: Double]

    struct Tensor: Encodable {
      let name: String
      let shape: [Int]
      let role: String
    }
  }

  struct Step: Encodable {
    let message = "step"
    let number: Int
  }

  /// What the process says.
  struct Answer: Decodable {
    let message: String
    let `protocol`: Int?
    let wants: [ExternalProcess.Input]?
    let reason: String?
  }

  static func line(_ message: some Encodable) throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return try encoder.encode(message) + [UInt8(ascii: "\n")]
  }
}

extension Message.Episode {
  init(_ layout: ParameterLayout, horizon: Int, settings: [String: Double]) {
    self.init(
      functions: layout.functions, horizon: horizon,
      tensors: layout.tensors.map {
        Tensor(name: $0.name, shape: $0.shape, role: $0.role.rawValue)
      }, settings: settings)
  }
}
