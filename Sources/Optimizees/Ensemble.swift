/// One weighted sum. Losses are added in the order of the parts, in Float.
struct Ensemble: Optimizee {
  struct Part {
    let function: any Optimizee
    let weight: Float
    /// Its place among the parameters.
    let range: Range<Int>
    let isDeterministic: Bool
  }

  let parts: [Part]

  func loss(at parameters: Span<Float>, step: Int, gradient: inout MutableSpan<Float>) -> Float {
    loss(at: parameters, step: step, gradient: &gradient, threads: 1)
  }

  func loss(
    at parameters: Span<Float>, step: Int, gradient: inout MutableSpan<Float>, threads: Int
  ) -> Float {
    var loss: Float = 0
    for part in parts {
      loss += gradient.withSlice(part.range) { own in
        let loss = part.function.loss(
          at: parameters.extracting(part.range), step: step, gradient: &own, threads: threads)
        for index in own.indices { own[index] *= part.weight }
        return part.weight * loss
      }
    }
    return loss
  }

  func loss(at parameters: Span<Float>, step: Int) -> Float {
    parts.reduce(0) { loss, part in
      loss + part.weight * part.function.loss(at: parameters.extracting(part.range), step: step)
    }
  }

  /// The weighted sum of the parts' held-out losses; a part without minibatches, which holds nothing
  /// out, counts with its loss. Nil where no part has held-out examples, or a part with minibatches
  /// has none. There is no accuracy.
  func heldOut(at parameters: Span<Float>) -> (loss: Float, accuracy: Float?)? {
    guard !parts.allSatisfy(\.isDeterministic) else { return nil }
    var loss: Float = 0
    for part in parts {
      let own = parameters.extracting(part.range)
      if part.isDeterministic {
        loss += part.weight * part.function.loss(at: own, step: 0)
      } else {
        guard let measured = part.function.heldOut(at: own) else { return nil }
        loss += part.weight * measured.loss
      }
    }
    return (loss, nil)
  }
}

extension MutableSpan<Float> {
  /// Lends the elements of `range`.
  mutating func withSlice<Result>(
    _ range: Range<Int>, _ body: (inout MutableSpan<Float>) -> Result
  ) -> Result {
    withUnsafeMutableBufferPointer { all in
      let own = UnsafeMutableBufferPointer(rebasing: all[range])
      var slice = own.mutableSpan
      return body(&slice)
    }
  }
}
