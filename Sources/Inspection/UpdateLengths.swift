import Evaluation
import Optimizees
import Optimizers
import Reports
import Statistics

/// Whether the updates of a frozen optimizer are too long or too short, window by window: how the summed
/// loss of a window changes with a factor on all its updates.
///
/// With F(c) = Σ_{t in the window} f(parameters_t), all updates of the window times c:
///
/// - first-order: Σ_t ∇f(parameters_t) · (parameters_t − the window's first parameters), which is dF/dc at
///   1 if no update depends on where earlier ones have led. Meta-training assumes that
///   (Andrychowicz et al., 2016, figure 2: the dropped edges);
/// - measured: (F(1.1) − F(0.9)) / 0.2, the same functions and minibatches, and nothing dropped.
///
/// Meta-training brings the first to zero. If the second is then below zero, longer updates would be
/// better.
public struct UpdateLengths: Sendable {
  /// Meta-test functions measured, and windows at most.
  static let functions = 8
  static let mostWindows = 10
  private static let difference: Float = 0.1

  public let windows: [Window]

  public struct Window: Equatable, Sendable {
    /// Updates applied when it began and when it ended.
    public let updates: ClosedRange<Int>
    public let firstOrder: Estimate
    public let measured: Estimate
  }

  /// A mean over functions and its standard error.
  public struct Estimate: Equatable, Sendable {
    public let mean: Double
    public let standardError: Double

    init(_ values: [Double]) {
      mean = Summary.mean(values)
      standardError = (Summary.variance(values) / Double(values.count)).squareRoot()
    }
  }

  /// Of the windows of `unrollLength` updates, which divides `horizon`; the first ten where there are
  /// more.
  public init(
    of optimizer: any Optimizer, on family: any OptimizeeFamily, suiteSeed: UInt64, horizon: Int,
    unrollLength: Int
  ) {
    let starts = (0..<min(Self.mostWindows, horizon / unrollLength)).map { $0 * unrollLength }
    windows = starts.map { start in
      let window = start..<start + unrollLength
      let runs = (0..<Self.functions).map { number in
        [1, 1 + Self.difference, 1 - Self.difference].map { factor in
          let batch = OptimizeeBatch(
            family, .metaTest, numbers: number..<number + 1, suiteSeed: suiteSeed)
          return Self.run(optimizer, on: batch, window: window, factor: factor)
        }
      }
      return Window(
        updates: start...start + unrollLength,
        firstOrder: Estimate(runs.map { $0[0].firstOrder }),
        measured: Estimate(
          runs.map { ($0[1].loss - $0[2].loss) / (2 * Double(Self.difference)) }))
    }
  }

  /// F(factor), and its first-order derivative, which is of use for a factor of 1.
  private static func run(
    _ optimizer: some Optimizer, on batch: OptimizeeBatch, window: Range<Int>, factor: Float
  ) -> (loss: Double, firstOrder: Double) {
    var loop = InnerLoop(batch, horizon: window.upperBound, threads: 1)
    var running = RunningOptimizer(optimizer, for: batch.layout)
    var start = loop.parameters
    var (total, firstOrder) = (0.0, 0.0)
    while true {
      if loop.step == window.lowerBound { start = loop.parameters }
      loop.measure(for: running)
      if loop.step > window.lowerBound {
        total += Double(loop.losses[0])
        for index in start.indices {
          firstOrder += Double(loop.gradient[index]) * Double(loop.parameters[index] - start[index])
        }
      }
      if loop.step == window.upperBound { break }
      loop.propose(by: &running)
      loop.apply(scale: window.contains(loop.step) ? factor : 1)
    }
    return (total, firstOrder)
  }
}

extension UpdateLengths {
  /// A table of how a window's summed loss changes by each percent that its updates are longer, then
  /// what follows from it in a sentence.
  public func text() -> String {
    let table = TextTable(
      header: ["updates", "first-order", "±", "measured", "±"],
      rows: windows.map { window in
        ["\(window.updates.lowerBound)-\(window.updates.upperBound)"]
          + [window.firstOrder, window.measured].flatMap {
            [$0.mean, $0.standardError].map { ($0 / 100).text(digits: 2) }
          }
      })
    return """
      updates of a window one percent longer: change of its summed loss, as the
      first-order metaGradient has it and measured (\(Self.functions) functions, standard errors)
      \(table.text)\(conclusion)

      """
  }

  /// Which windows want other updates: those whose measured change is beyond two standard errors.
  private var conclusion: String {
    func names(where isSo: (Estimate) -> Bool) -> String {
      windows.filter { isSo($0.measured) }
        .map { "\($0.updates.lowerBound)-\($0.updates.upperBound)" }.joined(separator: ", ")
    }
    let longer = names { $0.mean < -2 * $0.standardError }
    let shorter = names { $0.mean > 2 * $0.standardError }
    let parts = [
      longer.isEmpty ? nil : "longer updates would be better in \(longer)",
      shorter.isEmpty ? nil : "shorter updates would be better in \(shorter)",
    ].compactMap(\.self)
    return parts.isEmpty
      ? "no window is shown to want longer or shorter updates"
      : parts.joined(separator: "; ")
  }
}
