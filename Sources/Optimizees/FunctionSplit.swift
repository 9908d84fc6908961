import Sampling

/// The disjoint sets of functions.
public enum FunctionSplit: Sendable {
  /// Functions of the meta-training episodes of one run (a meta-seed or a search candidate).
  case metaTrain(run: Int)
  case metaValidation
  case metaTest

  /// Functions of one meta-training run, and runs of a suite: together they fill the streams' indices.
  public static let functionsPerRun = 1 << 20
  public static let runLimit = StreamSeed.indexLimit / functionsPerRun
  /// Parts that a function may be made of.
  public static let partLimit = 8

  /// The streams of function `number` of the set.
  func streams(suiteSeed: UInt64, number: Int) -> FunctionStreams {
    FunctionStreams(
      split: self, suiteSeed: suiteSeed, number: number, roles: roles, index: index(of: number))
  }

  private var roles: FunctionStreams.Roles {
    switch self {
    case .metaTrain:
      FunctionStreams.Roles(
        function: .metaTrainFunction, minibatches: .metaTrainMinibatches,
        transformations: .metaTrainTransformations, scaling: .metaTrainScaling,
        convexTerm: .metaTrainConvexTerm)
    case .metaValidation:
      FunctionStreams.Roles(
        function: .metaValidationFunction, minibatches: .metaValidationMinibatches,
        transformations: .metaValidationTransformations, scaling: .metaValidationScaling,
        convexTerm: .metaValidationConvexTerm)
    case .metaTest:
      FunctionStreams.Roles(
        function: .metaTestFunction, minibatches: .metaTestMinibatches,
        transformations: .metaTestTransformations, scaling: .metaTestScaling,
        convexTerm: .metaTestConvexTerm)
    }
  }

  private func index(of number: Int) -> Int {
    guard case .metaTrain(let run) = self else { return number }
    precondition(
      number < Self.functionsPerRun && run < Self.runLimit, "too many meta-training functions")
    return run * Self.functionsPerRun + number
  }
}

/// The streams of one function.
public struct FunctionStreams {
  /// The set the function belongs to; data sets keep examples apart by it.
  public let split: FunctionSplit
  /// Gives the function and its initial parameters.
  public let function: RandomStream
  /// Gives the factor on the initial parameters.
  let transformations: RandomStream
  private let suiteSeed: UInt64
  private let number: Int
  private let roles: Roles
  private let index: Int

  struct Roles {
    let function, minibatches, transformations, scaling, convexTerm: StreamRole
  }

  init(split: FunctionSplit, suiteSeed: UInt64, number: Int, roles: Roles, index: Int) {
    self.split = split
    self.suiteSeed = suiteSeed
    self.number = number
    self.roles = roles
    self.index = index
    function = RandomStream(suiteSeed: suiteSeed, role: roles.function, index: index)
    transformations = RandomStream(
      suiteSeed: suiteSeed, role: roles.transformations, index: index)
  }

  private func stream(_ role: StreamRole) -> RandomStream {
    RandomStream(suiteSeed: suiteSeed, role: role, index: index)
  }

  /// Gives the minibatches, from the first step on; made anew by every call.
  public func minibatches() -> RandomStream { stream(roles.minibatches) }

  /// Gives the factors on parameters; made anew by every call.
  func scaling() -> RandomStream { stream(roles.scaling) }

  /// Gives the convex term; made anew by every call.
  func convexTerm() -> RandomStream { stream(roles.convexTerm) }

  /// The streams of part `part`, counted from 0, of a function that is made of several.
  ///
  /// They are those of function `partLimit · number + part` of the same set. So no two parts share a
  /// stream, and the streams of a part do not depend on how many parts there are.
  public func part(_ part: Int) -> FunctionStreams {
    precondition((0..<FunctionSplit.partLimit).contains(part), "part \(part) is out of range")
    return split.streams(
      suiteSeed: suiteSeed, number: FunctionSplit.partLimit * number + part)
  }
}
