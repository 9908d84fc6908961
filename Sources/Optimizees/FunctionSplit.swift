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
    switch self {
    case .metaTrain(let run):
      precondition(
        number < Self.functionsPerRun && run < Self.runLimit, "too many meta-training functions")
      return FunctionStreams(
        split: self, suiteSeed: suiteSeed, number: number,
        roles: (.metaTrainFunction, .metaTrainMinibatches, .metaTrainTransformations),
        index: run * Self.functionsPerRun + number)
    case .metaValidation:
      return FunctionStreams(
        split: self, suiteSeed: suiteSeed, number: number,
        roles: (
          .metaValidationFunction, .metaValidationMinibatches, .metaValidationTransformations
        ), index: number)
    case .metaTest:
      return FunctionStreams(
        split: self, suiteSeed: suiteSeed, number: number,
        roles: (.metaTestFunction, .metaTestMinibatches, .metaTestTransformations), index: number)
    }
  }
}

/// The streams of one function.
public struct FunctionStreams {
  /// The set the function belongs to; data sets keep examples apart by it.
  public let split: FunctionSplit
  /// Gives the function and its initial parameters.
  public let function: RandomStream
  /// Gives what changes the function.
  let transformations: RandomStream
  private let suiteSeed: UInt64
  private let number: Int
  private let makeMinibatches: () -> RandomStream

  init(
    split: FunctionSplit, suiteSeed: UInt64, number: Int,
    roles: (function: StreamRole, minibatches: StreamRole, transformations: StreamRole),
    index: Int
  ) {
    self.split = split
    self.suiteSeed = suiteSeed
    self.number = number
    function = RandomStream(suiteSeed: suiteSeed, role: roles.function, index: index)
    transformations = RandomStream(
      suiteSeed: suiteSeed, role: roles.transformations, index: index)
    makeMinibatches = {
      RandomStream(suiteSeed: suiteSeed, role: roles.minibatches, index: index)
    }
  }

  /// Gives the minibatches, from the first step on; made anew by every call.
  public func minibatches() -> RandomStream { makeMinibatches() }

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
