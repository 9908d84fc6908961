import Optimizees

/// The rules of several groups at work on one layout, each on its own tensors.
struct GroupedSource: UpdateSource {
  private var members: [(tensors: TensorGroup, source: any UpdateSource)]

  init(_ members: [(tensors: TensorGroup, source: any UpdateSource)]) { self.members = members }

  /// Where one member looks ahead, all gradients are taken at its point: ahead in its tensors, at the
  /// parameters in all others.
  func lookAhead(from parameters: Span<Float>, into point: inout MutableSpan<Float>) -> Bool {
    var looksAhead = false
    for (tensors, source) in members {
      let own = tensors.gather(parameters)
      var ahead = own
      var span = ahead.mutableSpan
      guard source.lookAhead(from: own.span, into: &span) else { continue }
      if !looksAhead {
        for index in 0..<parameters.count { point[index] = parameters[index] }
        looksAhead = true
      }
      tensors.scatter(ahead, into: &point)
    }
    return looksAhead
  }

  mutating func update(_ update: inout MutableSpan<Float>, seeing step: InnerStep) {
    for index in members.indices {
      let tensors = members[index].tensors
      let seen = InnerStep(
        number: step.number, horizon: step.horizon,
        parameters: tensors.gather(step.parameters.span),
        gradient: tensors.gather(step.gradient.span), losses: step.losses)
      var own = [Float](repeating: 0, count: tensors.layout.count)
      var span = own.mutableSpan
      members[index].source.update(&span, seeing: seen)
      tensors.scatter(own, into: &update)
    }
  }

  /// Each member goes on by its own of `optimizers`.
  mutating func goOn(by optimizers: [any Optimizer]) {
    for (index, optimizer) in optimizers.enumerated() {
      guard var source = members[index].source as? any RunningSource else {
        preconditionFailure("windows begin with other weights by themselves")
      }
      source.goOn(by: optimizer)
      members[index].source = source
    }
  }
}
