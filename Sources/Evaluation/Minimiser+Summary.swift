extension Minimiser {
  /// A phrase on what it does, for `l2l list`.
  public var summary: String {
    switch self {
    case .steepestDescent: "along the gradient, with a step that grows and shrinks"
    case .fletcherReeves: "conjugate gradients of Fletcher and Reeves"
    case .polakRibiere: "conjugate gradients of Polak and Ribière"
    case .bfgs2: "BFGS with Fletcher's line search"
    }
  }
}
