import Evaluation
import Optimizees
import Optimizers

/// Episodes in which a teacher minimises the functions and the rule learns to do the same (Chen et al.,
/// 2020). The rule is shown what the teacher sees, and its own updates are applied to nothing.
///
/// The imitation loss of a window is
///
///     (1/functions) Σ_t ½ ‖updateₜ of the rule − updateₜ of the teacher‖²,
///
/// so ∂loss/∂updateₜ is the difference of the two, and nothing that the rule is shown depends on its
/// metaParameters. The rule's state is carried from window to window, its gradient is not.
final class ImitationEpisodes {
  private let window: any UnrollWindow
  private let unrollLength: Int
  private let threads: Int
  private var number = 0
  private var underWay: (loop: InnerLoop, teacher: any UpdateSource)?

  /// The rule must know a way back.
  init(
    of rule: any LearnedRule, for layout: ParameterLayout, unrollLength: Int, threads: Int
  ) {
    guard let window = rule.makeWindow(for: layout, steps: unrollLength, threads: threads) else {
      preconditionFailure("a rule that knows a way back")
    }
    self.window = window
    self.unrollLength = unrollLength
    self.threads = threads
  }

  func begin(_ draw: EpisodeDraw, teacher: any Optimizer) {
    number = draw.number
    window.reset()
    let teacher = teacher.running(for: draw.batch.layout)
    var loop = InnerLoop(draw.batch, horizon: draw.horizon, threads: threads)
    loop.measure(for: teacher)
    underWay = (loop, teacher)
  }

  /// The metaGradient of the next window and its imitation loss, the mean over functions and inner steps;
  /// nil when the episode is over. The loss is summed step after step, coordinate after coordinate.
  func next(_ metaParameters: [Float]) -> MetaGradient? {
    guard var (loop, teacher) = underWay, loop.step < loop.horizon else { return nil }
    window.begin(metaParameters: metaParameters, number: number + loop.step / unrollLength)
    var own = [Float](repeating: 0, count: loop.parameters.count)
    var differences: [[Float]] = []
    var loss = 0.0
    for _ in 0..<unrollLength {
      var span = own.mutableSpan
      window.update(&span, seeing: loop.seen)
      loop.propose(by: &teacher)
      let difference = own.indices.map { own[$0] - loop.update[$0] }
      for value in difference { loss += 0.5 * Double(value) * Double(value) }
      differences.append(difference)
      loop.apply()
      loop.measure(for: teacher)
    }
    underWay = (loop, teacher)
    let functions = loop.losses.count
    var metaGradient = [Float](repeating: 0, count: metaParameters.count)
    window.backward(
      updateGradients: differences, functions: functions, metaGradient: &metaGradient)
    let innerSteps = functions * unrollLength
    return MetaGradient(
      values: metaGradient, meanLoss: loss / Double(innerSteps), innerSteps: innerSteps)
  }
}
