/// What a minimiser achieved within a budget of gradient evaluations.
public struct MinimiserRun: Equatable, Sendable {
  /// Why it stopped.
  public enum Ending: Sendable {
    /// One gradient more than the budget was wanted.
    case budgetSpent
    /// GSL saw no way to a lower loss.
    case noProgress
    /// The first loss or some gradient was not finite.
    case nonFinite
  }

  /// Element k is the best loss seen before gradient evaluation k + 1 was asked for, for k = 0, 1,
  /// …, budget; the last value is held after an early ending. Element 0 is the loss at the start.
  public let bestLosses: [Double]
  /// Gradients evaluated, never more than the budget; a joint evaluation of both counts one here.
  public let gradientEvaluations: Int
  /// Losses evaluated without a gradient being asked for in the same call.
  public let lossEvaluations: Int
  public let ending: Ending
}

/// GSL refused: not a matter of the optimizee's values.
public enum MinimiserError: Error, Equatable, CustomStringConvertible {
  case outOfMemory(minimiser: Minimiser, parameters: Int)
  case status(minimiser: Minimiser, call: String, code: Int32, meaning: String)

  public var description: String {
    switch self {
    case .outOfMemory(let minimiser, let parameters):
      "GSL minimiser \(minimiser.rawValue): no memory for \(parameters) parameters"
    case .status(let minimiser, let call, let code, let meaning):
      "GSL minimiser \(minimiser.rawValue): \(call) returned status \(code) (\(meaning)), "
        + "expected 0"
    }
  }
}
