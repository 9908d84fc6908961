import Optimizees

/// The windows of several groups, each on its own tensors. The metaGradient of a group is that of its
/// rule alone: first-order metaGradients do not see what an update does to the gradients of other
/// tensors.
final class GroupedWindow: UnrollWindow {
  struct Member {
    let name: String
    let tensors: TensorGroup
    /// The group's part of all metaParameters.
    let metaParameters: Range<Int>
    let window: any UnrollWindow
  }

  private let members: [Member]
  private var source: GroupedSource

  init(_ members: [Member]) {
    self.members = members
    source = GroupedSource(members.map { ($0.tensors, $0.window) })
  }

  func reset() {
    for member in members { member.window.reset() }
  }

  func begin(metaParameters: [Float], number: Int) {
    for member in members {
      member.window.begin(
        metaParameters: Array(metaParameters[member.metaParameters]), number: number)
    }
  }

  func lookAhead(from parameters: Span<Float>, into point: inout MutableSpan<Float>) -> Bool {
    source.lookAhead(from: parameters, into: &point)
  }

  func update(_ update: inout MutableSpan<Float>, seeing step: InnerStep) {
    source.update(&update, seeing: step)
  }

  func backward(
    finalGradient: Span<Float>, factor: Float, functions: Int, lossOf: WindowLoss,
    metaGradient: inout [Float]
  ) {
    for member in members {
      var own = Array(metaGradient[member.metaParameters])
      member.window.backward(
        finalGradient: member.tensors.gather(finalGradient).span, factor: factor,
        functions: functions, lossOf: lossOf, metaGradient: &own)
      metaGradient.replaceSubrange(member.metaParameters, with: own)
    }
  }

  func backward(updateGradients: [[Float]], functions: Int, metaGradient: inout [Float]) {
    for member in members {
      var own = Array(metaGradient[member.metaParameters])
      member.window.backward(
        updateGradients: updateGradients.map { member.tensors.gather($0.span) },
        functions: functions, metaGradient: &own)
      metaGradient.replaceSubrange(member.metaParameters, with: own)
    }
  }

  /// With the group's name before the gate's.
  func gateSaturation() -> [GateSaturation] {
    members.flatMap { member in
      member.window.gateSaturation().map {
        GateSaturation(gate: "\(member.name)/\($0.gate)", share: $0.share)
      }
    }
  }
}
