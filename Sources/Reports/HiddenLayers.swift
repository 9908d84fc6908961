/// What the name of a plain multilayer perceptron says: `mnist-mlp-20-20` is family `mnist-mlp`, two
/// layers of 20 units.
struct HiddenLayers: Equatable {
  var family: String
  var layers: Int
  var units: Int

  /// Nil for any other name, for layers of different sizes, and for variants such as
  /// `mnist-mlp-20-relu`.
  init?(optimizee: String) {
    let words = optimizee.split(separator: "-", omittingEmptySubsequences: false)
    guard let mlp = words.firstIndex(of: "mlp"), mlp > 0 else { return nil }
    let sizes = words[(mlp + 1)...].map { Int($0) }
    guard let first = sizes.first, let units = first, sizes.allSatisfy({ $0 == units }) else {
      return nil
    }
    family = words[...mlp].joined(separator: "-")
    layers = sizes.count
    self.units = units
  }
}
