import TestSupport
import Testing

@testable import Kernels

/// A window over a fixed, made-up sequence of gradients.
private struct Setting {
  let preprocessing: InputPreprocessing
  let coordinates: Int
  let steps = 5
  let outputScale: Float = 0.1

  var weights: [Float] {
    (0..<LSTMShape.metaParameterCount(inputs: preprocessing.channels)).map {
      Float(0.6 * scatter($0))
    }
  }

  func gradient(_ step: Int) -> [Float] {
    (0..<coordinates).map { Float(scatter(coordinates * step + $0 + 1)) }
  }

  /// The updates of every step and the metaGradient.
  func run(threads: Int, windows: Int = 1) -> (updates: [[Float]], metaGradient: [Float]) {
    let window = LSTMWindow(
      coordinates: coordinates, steps: steps, preprocessing: preprocessing, threads: threads)
    let lstm = PackedLSTM(
      metaParameters: weights, inputs: preprocessing.channels, outputScale: outputScale)
    var updates: [[Float]] = []
    var metaGradient = [Float](repeating: 0, count: weights.count)
    window.reset()
    for number in 0..<windows {
      window.begin()
      for step in 0..<steps {
        var update = [Float](repeating: 0, count: coordinates)
        var span = update.mutableSpan
        let seen = gradient(number * steps + step)
        window.step(lstm, gradient: seen.span, update: &span)
        updates.append(update)
      }
      let last = gradient((number + 1) * steps)
      window.backward(
        lstm, finalGradient: last.span, scale: 0.5, metaGradient: &metaGradient)
    }
    return (updates, metaGradient)
  }
}

private let settings = [
  Setting(preprocessing: .raw, coordinates: 1), Setting(preprocessing: .raw, coordinates: 37),
  Setting(preprocessing: .logAndSign(p: 10), coordinates: 70),
]

@Suite struct LSTMWindowTests {
  /// Float against Double over ten steps of a recurrence: a few hundred roundings of 6e-8.
  static let tolerance = 2e-6

  @Test(arguments: settings.indices)
  func updatesAreThoseOfTheNaiveLSTM(_ index: Int) {
    let setting = settings[index]
    let reference = ReferenceLSTM(
      weights: setting.weights.map(Double.init), inputs: setting.preprocessing.channels,
      outputScale: Double(setting.outputScale))
    let updates = setting.run(threads: 1, windows: 2).updates
    for coordinate in 0..<setting.coordinates {
      var state = ReferenceLSTM.State()
      for (step, update) in updates.enumerated() {
        let gradient = Double(setting.gradient(step)[coordinate])
        let channels =
          setting.preprocessing == .raw
          ? [gradient] : ReferenceLSTM.logAndSign(gradient, p: 10)
        let expected = reference.update(channels, &state)
        #expect(abs(Double(update[coordinate]) - expected) < Self.tolerance)
      }
    }
  }

  @Test(arguments: settings.indices)
  func bitsDoNotDependOnThreads(_ index: Int) {
    let one = settings[index].run(threads: 1, windows: 2)
    for threads in 2...3 {
      let other = settings[index].run(threads: threads, windows: 2)
      #expect(other.updates == one.updates)
      #expect(other.metaGradient == one.metaGradient)
    }
  }

  @Test func bitsAreGolden() {
    let result = settings[2].run(threads: 1, windows: 2)
    #expect(fingerprint(result.updates.joined()) == 0xB6F50EE62D63091B)
    #expect(fingerprint(result.metaGradient) == 0xD68634C70360338C)
  }

  @Test func metaGradientIsLinearInItsScale() {
    let setting = settings[1]
    let lstm = PackedLSTM(metaParameters: setting.weights, inputs: 1, outputScale: 0.1)
    let gradients = (0...setting.steps).map { setting.gradient($0) }
    func metaGradient(scale: Float) -> [Float] {
      let window = LSTMWindow(
        coordinates: setting.coordinates, steps: setting.steps, preprocessing: .raw, threads: 1)
      var update = gradients[0]
      for step in 0..<setting.steps {
        var span = update.mutableSpan
        let seen = gradients[step]
        window.step(lstm, gradient: seen.span, update: &span)
      }
      var result = [Float](repeating: 0, count: setting.weights.count)
      let last = gradients[setting.steps]
      window.backward(lstm, finalGradient: last.span, scale: scale, metaGradient: &result)
      return result
    }
    #expect(metaGradient(scale: 4) == metaGradient(scale: 2).map { 2 * $0 })
  }

  @Test func noLaterGradientMeansNoMetaGradient() {
    let setting = settings[1]
    let lstm = PackedLSTM(metaParameters: setting.weights, inputs: 1, outputScale: 1)
    let window = LSTMWindow(coordinates: 37, steps: 1, preprocessing: .raw, threads: 1)
    var update = [Float](repeating: 0, count: 37)
    var span = update.mutableSpan
    let (first, none) = (setting.gradient(0), [Float](repeating: 0, count: 37))
    window.step(lstm, gradient: first.span, update: &span)
    var result = [Float](repeating: 0, count: setting.weights.count)
    window.backward(lstm, finalGradient: none.span, scale: 1, metaGradient: &result)
    #expect(result.allSatisfy { $0 == 0 })
  }
}
