import Optimizers

extension Adam {
  /// One meta step: adds the update that answers to `metaGradient`. Adam sees nothing else.
  func apply(_ metaGradient: [Float], to metaParameters: inout [Float], state: inout State) {
    var update = [Float](repeating: 0, count: metaGradient.count)
    var span = update.mutableSpan
    write(&span, gradient: metaGradient.span, state: &state)
    for index in update.indices { metaParameters[index] += update[index] }
  }
}
