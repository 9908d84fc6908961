import Benchmark
import Kernels

/// Numbers that look random and are always the same.
private func scatter(_ count: Int) -> [Float] {
  (0..<count).map { Float(7919 * $0 % 1000) / 1000 - 0.5 }
}

/// 4,096 numbers through an elementary function, 16 at a time.
private func sweep(_ function: (Lanes) -> Lanes) {
  let values = LaneBuffer(count: 4096)
  for (index, value) in scatter(4096).enumerated() { values.floats[index] = value }
  for lane in 0..<values.laneCount { values.lanes[lane] = function(values.lanes[lane]) }
  blackHole(values.floats[0])
}

/// One window of the coordinatewise LSTM, forward only or backward as well.
private func window(coordinates: Int, backward: Bool, _ benchmark: Benchmark) {
  let weights = scatter(LSTMShape.metaParameterCount(inputs: 2))
  let lstm = PackedLSTM(metaParameters: weights, inputs: 2, readoutScale: 0.1)
  let window = LSTMWindow(
    coordinates: coordinates, steps: 20, preprocessing: .logAndSign(p: 10), threads: 1)
  let gradient = scatter(coordinates)
  var update = gradient
  var metaGradient = weights
  benchmark.startMeasurement()
  for _ in benchmark.scaledIterations {
    window.begin()
    for _ in 0..<20 {
      var span = update.mutableSpan
      window.step(lstm, gradient: gradient.span, update: &span)
    }
    guard backward else { continue }
    window.backward(lstm, finalGradient: gradient.span, scale: 1, metaGradient: &metaGradient)
  }
  blackHole(metaGradient[0])
}

private func product(
  _ form: MatrixProduct.Form, rows: Int, inner: Int, columns: Int, _ benchmark: Benchmark
) {
  let product = MatrixProduct(form, rows: rows, inner: inner, columns: columns)
  let (a, b) = (LaneBuffer(count: rows * inner), LaneBuffer(count: inner * columns))
  let result = LaneBuffer(count: rows * columns)
  let scratch = LaneBuffer(laneCount: product.scratchLanes)
  for (index, value) in scatter(rows * inner).enumerated() { a.floats[index] = value }
  for (index, value) in scatter(inner * columns).enumerated() { b.floats[index] = value }
  let loop = ParallelLoop(threads: 1)
  benchmark.startMeasurement()
  for _ in benchmark.scaledIterations {
    product.compute(
      a.floats, b.floats, to: result.floats, accumulating: false, scratch: scratch.lanes,
      loop: loop)
  }
  blackHole(result.floats[0])
}

let benchmarks: @Sendable () -> Void = {
  let configuration = Benchmark.Configuration(
    metrics: [.wallClock, .throughput], scalingFactor: .one, maxDuration: .seconds(2))

  for (name, function) in [
    ("exponential", Elementary.exponential), ("logarithm", Elementary.logarithm),
    ("sigmoid", Elementary.sigmoid), ("hyperbolicTangent", Elementary.hyperbolicTangent),
  ] as [(String, @Sendable (Lanes) -> Lanes)] {
    Benchmark("\(name) of 4,096", configuration: configuration) { benchmark in
      for _ in benchmark.scaledIterations { sweep(function) }
    }
  }
  Benchmark("window forward, 1,280 coordinates", configuration: configuration) { benchmark in
    window(coordinates: 1280, backward: false, benchmark)
  }
  Benchmark("window forward and backward, 1,280 coordinates", configuration: configuration) {
    benchmark in
    window(coordinates: 1280, backward: true, benchmark)
  }
  Benchmark("product 128 x 784 x 20", configuration: configuration) { benchmark in
    product(.plain, rows: 128, inner: 784, columns: 20, benchmark)
  }
  Benchmark("product 784 x 128 x 20, left transposed", configuration: configuration) { benchmark in
    product(.leftTransposed, rows: 784, inner: 128, columns: 20, benchmark)
  }
}
