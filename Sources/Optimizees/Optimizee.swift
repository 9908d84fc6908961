import Datasets
import Differentiation
import Sampling

/// A function whose loss is minimised: one sampled instance of a family.
///
/// A stochastic optimizee has one minibatch for every inner step, drawn from a stream of its own, so
/// that every optimizer sees the same one. Steps may be asked for in any order, any number of times;
/// increasing ones are fastest.
public protocol Optimizee: Sendable {
  /// The loss at `parameters` on the minibatch of `step`; overwrites `gradient` with its gradient.
  func loss(
    at parameters: Span<Float>, step: Int, gradient: inout MutableSpan<Float>
  ) -> Float

  /// The loss alone.
  func loss(at parameters: Span<Float>, step: Int) -> Float

  /// The loss and its gradient, the same bits as without, on up to `threads` threads: for large
  /// functions. By default one thread does it.
  func loss(
    at parameters: Span<Float>, step: Int, gradient: inout MutableSpan<Float>, threads: Int
  ) -> Float

  /// The mean loss on examples that no minibatch contains, and the share of right answers where
  /// answers are right or wrong. Nil, the default, for functions without such examples.
  func heldOut(at parameters: Span<Float>) -> (loss: Float, accuracy: Float?)?
}

extension Optimizee {
  public func loss(
    at parameters: Span<Float>, step: Int, gradient: inout MutableSpan<Float>, threads: Int
  ) -> Float {
    loss(at: parameters, step: step, gradient: &gradient)
  }

  public func heldOut(at parameters: Span<Float>) -> (loss: Float, accuracy: Float?)? { nil }
}

/// A seeded distribution of optimizees.
public protocol OptimizeeFamily: Sendable {
  /// The family a name stands for, or nil when the name is not one of its own.
  init?(name: String)

  /// A phrase on what the functions are, for `l2l list`; empty by default.
  static var summary: String { get }
  /// A few names of this kind, for `l2l list`; none by default.
  static var exampleNames: [String] { get }
  /// Words of the names, each with a phrase on what it stands for, for `l2l list`; none by default.
  static var nameWords: [(word: String, meaning: String)] { get }

  /// What was expected of a name that has the family's form but not its limits, for example `a
  /// dimension from 1 to 1000`; nil, the default, for any other name.
  static func expectation(ofName name: String) -> String?

  /// What names look like, for lists and error messages: `quadratic-uniform-<dimension>`.
  static var namePattern: String { get }

  var name: String { get }
  /// The tensors that the parameters of one function are made of, in their order.
  var tensors: [ParameterTensor] { get }
  /// True when the loss does not depend on a minibatch.
  var isDeterministic: Bool { get }

  /// Whether gradients are those of the module Differentiation, so that the version of its arithmetic is
  /// part of keys; true by default.
  var usesDifferentiation: Bool { get }

  /// What functions depend on beside the name, known without loading it; nil, the default, for
  /// families without data.
  var data: DataSummary? { get }

  /// Takes the data from `library`, before the first function is drawn; throws when it is missing or
  /// damaged. By default there is nothing to take.
  mutating func load(from library: DataLibrary) throws

  /// Draws one function and its initial parameters.
  ///
  /// `streams.function` gives the function, then its initial parameters; a stochastic function keeps
  /// `streams.minibatches()` for its steps.
  func sample(
    from streams: FunctionStreams, initialParameters: inout MutableSpan<Float>
  ) -> any Optimizee
}

extension OptimizeeFamily {
  public static var summary: String { "" }
  public static var exampleNames: [String] { [] }
  public static var nameWords: [(word: String, meaning: String)] { [] }
  public static func expectation(ofName name: String) -> String? { nil }
  public var usesDifferentiation: Bool { true }

  /// Parameters of one function.
  public var parameterCount: Int { tensors.reduce(0) { $0 + $1.count } }

  public var data: DataSummary? { nil }

  public mutating func load(from library: DataLibrary) throws {}

  /// Values averaged into a final loss: minibatch losses are averaged over the last ten steps.
  public var finalLossWindow: Int { isDeterministic ? 1 : 10 }
}

/// The data of a family in words.
public struct DataSummary: Equatable, Sendable {
  /// A sentence for the report: where the data comes from, and who sees which part.
  public var note: String
  /// Changes whenever the data does; nil for data that comes with the program.
  public var fingerprint: String?
  /// Why losses do not stand beside published ones, as words after the name; nil where they may.
  public var unlikePublished: String?

  public init(note: String, fingerprint: String?, unlikePublished: String? = nil) {
    self.note = note
    self.fingerprint = fingerprint
    self.unlikePublished = unlikePublished
  }
}
