extension LSTMWindow {
  /// Adds the metaGradient, times `scale`, of a loss whose derivatives by the window's updates are given:
  /// `updateGradients` is [steps][coordinates]. Gradients of the optimizee are what the steps saw and
  /// nothing else; the rest is as in the `backward` of the first-order meta-gradient, which sums them up
  /// instead.
  public func backward(
    _ lstm: PackedLSTM, updateGradients: [[Float]], scale: Float,
    sample: (coordinates: CoordinateSample, offset: Int)? = nil, metaGradient: inout [Float]
  ) {
    precondition(updateGradients.count == steps, "a gradient for each of \(steps) updates")
    self.updateGradients = updateGradients.map { gradient in
      let buffer = LaneBuffer(laneCount: chunks * LSTMShape.vectors)
      keep(gradient.span, in: buffer)
      return buffer
    }
    defer { self.updateGradients = nil }
    let unused = [Float](repeating: 0, count: coordinates)
    backward(
      lstm, finalGradient: unused.span, scale: scale, sample: sample, metaGradient: &metaGradient)
  }
}

extension LSTMWindow {
  func keep(_ gradient: Span<Float>, in buffer: LaneBuffer) {
    gradient.withUnsafeBufferPointer { source in
      guard let source = source.baseAddress else { return }
      buffer.floats.update(from: source, count: coordinates)
    }
  }

  /// Whether a gradient came after any of the window's updates: where none did, ∂metaLoss/∂update is 0.
  func addsToMetaGradient(_ chunk: Int) -> Bool {
    let rows = (chunk * LSTMShape.vectors)..<((chunk + 1) * LSTMShape.vectors)
    return (updateGradients.map { $0[...] } ?? gradients.dropFirst()).contains { gradient in
      rows.contains { gradient.lanes[$0] != .zero }
    }
  }
}
