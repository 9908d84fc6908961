import Differentiation

/// Which tensors of a function a rule is for.
public enum TensorSelection: Equatable, Sendable {
  case all
  case roles([ParameterTensor.Role])
  /// Names, in which `*` stands for any characters.
  case names([String])
}

extension TensorSelection {
  public func contains(_ tensor: ParameterTensor) -> Bool {
    switch self {
    case .all: true
    case .roles(let roles): roles.contains(tensor.role)
    case .names(let patterns): patterns.contains { Self.matches(tensor.name, $0) }
    }
  }

  /// The pieces of the pattern, in order and apart, with the first and the last at the ends.
  private static func matches(_ name: String, _ pattern: String) -> Bool {
    var pieces = pattern.split(separator: "*", omittingEmptySubsequences: false)[...]
    guard let first = pieces.popFirst(), name.hasPrefix(first) else { return false }
    var rest = name.dropFirst(first.count)
    guard let last = pieces.popLast() else { return rest.isEmpty }
    guard rest.hasSuffix(last) else { return false }
    rest = rest.dropLast(last.count)
    for piece in pieces where !piece.isEmpty {
      guard let range = rest.firstRange(of: piece) else { return false }
      rest = rest[range.upperBound...]
    }
    return true
  }
}
