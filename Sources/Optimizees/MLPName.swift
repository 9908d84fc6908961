/// What a name such as `digits-mlp-20-20-relu-batch-16-sigma-0.1` says.
struct MLPName: Equatable, Sendable {
  enum Activation: String, Sendable {
    case sigmoid
    case relu
    case tanh
    case elu
  }

  /// The words before `mlp`.
  let source: String
  let hiddenUnits: [Int]
  var activation = Activation.sigmoid
  var batch = 128
  /// Nil: as the data set has it.
  var sigma: Double?

  static let unitLimit = 2_000
  static let layerLimit = 20
  static let batchLimit = 2_000

  /// Nil when `text` is not such a name: a part missing, out of range, misspelt or left over.
  init?(_ text: String) {
    var parts = text.split(separator: "-", omittingEmptySubsequences: false)[...]
    guard let mlp = parts.firstIndex(of: "mlp"), mlp > 0 else { return nil }
    source = parts[..<mlp].joined(separator: "-")
    parts = parts[(mlp + 1)...]
    var units: [Int] = []
    while let unit = parts.first.flatMap({ Self.count($0, limit: Self.unitLimit) }) {
      units.append(unit)
      parts.removeFirst()
    }
    guard (1...Self.layerLimit).contains(units.count) else { return nil }
    hiddenUnits = units
    if let activation = parts.first.flatMap({ Activation(rawValue: String($0)) }) {
      self.activation = activation
      parts.removeFirst()
    }
    if parts.first == "batch" {
      parts.removeFirst()
      guard let batch = parts.popFirst().flatMap({ Self.count($0, limit: Self.batchLimit) })
      else { return nil }
      self.batch = batch
    }
    if parts.first == "sigma" {
      parts.removeFirst()
      guard let sigma = parts.popFirst().flatMap(Self.decimal) else { return nil }
      self.sigma = sigma
    }
    guard parts.isEmpty else { return nil }
  }

  /// 1 … `limit`, written without leading zeros or a sign.
  private static func count(_ text: Substring, limit: Int) -> Int? {
    guard let count = Int(text), (1...limit).contains(count), text == "\(count)" else { return nil }
    return count
  }

  /// A positive number written with digits and at most one point, in the one shortest way: a family has
  /// one name.
  private static func decimal(_ text: Substring) -> Double? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard text.allSatisfy({ $0 == "." || ("0"..."9").contains($0) }), let value = Double(text),
      value > 0, value.isFinite, let whole = parts.first, whole == "0" || whole.first != "0",
      !whole.isEmpty, parts.count == 1 || parts[1].last.map({ $0 != "0" }) == true
    else { return nil }
    return value
  }
}
