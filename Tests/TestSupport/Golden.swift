/// Bits that arithmetic must give until its version is raised: `Golden(0xFA9F_E4BA_8818_E283, 3)`.
///
/// The second number is their generation: the sum of `Arithmetic.version` of the modules that computed
/// them, at the time when they were recorded. Bits that moved can be recorded only in a later
/// generation. So whoever records them has to raise a version first, which gives cells new keys.
public struct Golden<Bits: Equatable & Sendable>: Sendable {
  public let bits: Bits
  public let generation: Int

  public init(_ bits: Bits, _ generation: Int) {
    self.bits = bits
    self.generation = generation
  }

  /// What is wrong with `found`, computed by modules of these versions, and what to do about it; nil
  /// where they are the golden bits.
  public func flaw(of found: Bits, by versions: Int...) -> String? {
    let current = versions.reduce(0, +)
    guard generation <= current else {
      return "recorded in generation \(generation), and the modules are of generation \(current):"
        + " raise Arithmetic.version in Sources/<module>/Arithmetic.swift of the module that moved the bits"
    }
    guard found != bits else { return nil }
    if generation < current {
      return "moved since generation \(generation): record \(Golden(found, current).literal)"
    }
    return "moved by code whose Arithmetic.version is the same, so that results of two arithmetics"
      + " would mix. Where that is meant, raise the version by 1 in Sources/<module>/Arithmetic.swift of"
      + " the lowest module whose golden bits moved, and record \(Golden(found, current + 1).literal)"
  }

  private var literal: String { "Golden(\(Self.text(bits)), \(generation))" }

  private static func text(_ bits: Any) -> String {
    switch bits {
    case let word as UInt64: "0x" + String(word, radix: 16, uppercase: true)
    case let word as UInt32: "0x" + String(word, radix: 16, uppercase: true)
    case let text as String: "\"\(text)\""
    case let list as [Any]: "[\(list.map(text).joined(separator: ", "))]"
    default: "\(bits)"
    }
  }
}
