extension [Float] {
  /// √Σx², summed in order in Double.
  package var norm: Double { reduce(0.0) { $0 + Double($1) * Double($1) }.squareRoot() }
}
