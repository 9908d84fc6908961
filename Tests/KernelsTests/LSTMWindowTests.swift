import TestSupport
import Testing

@testable import Kernels

/// A window over a fixed, made-up sequence of gradients.
struct WindowSetting {
  let preprocessing: InputPreprocessing
  let coordinates: Int
  let steps = 5
  let outputScale: Float = 0.1

  var weights: [Float] {
    let count =
      isNormalized
      ? LSTMShape.normalizedMetaParameterCount
      : LSTMShape.metaParameterCount(inputs: preprocessing.channels)
    return (0..<count).map { Float(0.6 * scatter($0)) }
  }

  var lstm: PackedLSTM {
    isNormalized
      ? PackedLSTM(normalized: weights, outputScale: outputScale)
      : PackedLSTM(
        metaParameters: weights, inputs: preprocessing.channels, readoutScale: outputScale)
  }

  private var isNormalized: Bool {
    if case .normalized = preprocessing { true } else { false }
  }

  func gradient(_ step: Int) -> [Float] {
    (0..<coordinates).map { Float(scatter(coordinates * step + $0 + 1)) }
  }

  /// The updates of every step and the metaGradient.
  func run(
    threads: Int, windows: Int = 1, recordBytes: Int = LSTMWindow.recordBytes
  ) -> (updates: [[Float]], metaGradient: [Float]) {
    run(threads: threads, windows: windows, recordBytes: recordBytes, gradient: gradient)
  }

  /// `sample` takes its turn with every window.
  func run(
    threads: Int, windows: Int, sample: CoordinateSample? = nil,
    recordBytes: Int = LSTMWindow.recordBytes, gradient: (Int) -> [Float]
  ) -> (updates: [[Float]], metaGradient: [Float]) {
    let window = LSTMWindow(
      coordinates: coordinates, steps: steps, preprocessing: preprocessing, threads: threads,
      recordBytes: recordBytes)
    let (lstm, weights) = (lstm, weights)
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
        lstm, finalGradient: last.span, scale: 0.5,
        sample: sample.map { ($0, number % $0.stride) }, metaGradient: &metaGradient)
    }
    return (updates, metaGradient)
  }
}

private let settings = [
  WindowSetting(preprocessing: .raw, coordinates: 1),
  WindowSetting(preprocessing: .raw, coordinates: 37),
  WindowSetting(preprocessing: .logAndSign(p: 10), coordinates: 70),
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
    let golden = Golden<[UInt64]>([0x92D3D6C4991FA231, 0x62F21F5D9E6A7FF4], 2)
    let bits = [fingerprint(result.updates.joined()), fingerprint(result.metaGradient)]
    #expect(golden.flaw(of: bits, by: Arithmetic.version) == nil)
  }

  @Test func metaGradientIsLinearInItsScale() {
    let setting = settings[1]
    let lstm = PackedLSTM(metaParameters: setting.weights, inputs: 1, readoutScale: 0.1)
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
    let lstm = PackedLSTM(metaParameters: setting.weights, inputs: 1, readoutScale: 1)
    let window = LSTMWindow(coordinates: 37, steps: 1, preprocessing: .raw, threads: 1)
    var update = [Float](repeating: 0, count: 37)
    var span = update.mutableSpan
    let (first, none) = (setting.gradient(0), [Float](repeating: 0, count: 37))
    window.step(lstm, gradient: first.span, update: &span)
    var result = [Float](repeating: 0, count: setting.weights.count)
    window.backward(lstm, finalGradient: none.span, scale: 1, metaGradient: &result)
    #expect(result.allSatisfy { $0 == 0 })
  }

  @Test func gradientsThatFadeAreZeroOnTheWayBack() {
    func run(_ later: Float) -> [Float] {
      settings[1].run(threads: 1, windows: 1) { step in
        step == 0 ? settings[1].gradient(0) : Array(repeating: later, count: 37)
      }.metaGradient
    }
    #expect(run(0x1p-99).contains { $0 != 0 })
    // Five of them add up to less than 2⁻¹⁰⁰.
    #expect(run(0x1.8p-103).allSatisfy { $0 == 0 })
    #expect(run(.nan).contains { $0.isNaN })
  }

  @Test(arguments: settings.indices)
  func bitsDoNotDependOnTheRoomForRecords(_ index: Int) {
    let all = settings[index].run(threads: 1, windows: 2)
    // Of no chunk, and of one.
    for room in [0, 5 * 64 * LSTMShape.recordLanes] {
      let fewer = settings[index].run(threads: 1, windows: 2, recordBytes: room)
      #expect(fewer.updates == all.updates)
      #expect(fewer.metaGradient == all.metaGradient)
    }
  }

  /// Chunk 0 always has gradients, the others zeros but in the steps that are named.
  static let steps: [Range<Int>] = [0..<11, 0..<0, 7..<11, 2..<3, 10..<11, 4..<6]
  private static let sparse = WindowSetting(
    preprocessing: .logAndSign(p: 10), coordinates: 32 * steps.count)

  static func sparseGradient(_ step: Int) -> [Float] {
    sparse.gradient(step).enumerated().map { steps[$0 / 32].contains(step) ? $1 : 0 }
  }

  @Test(arguments: 1...3)
  func bitsOfIdleChunksSignsAndSamplesAreGolden(threads: Int) {
    let signs = (0..<Self.sparse.coordinates).map { CoordinateSigns.sign(of: $0) }
    let sample = CoordinateSample(stride: 2, tensors: [Self.sparse.coordinates])
    /// Turned by `signs` before and after, as `SignMixed` does.
    func flaw(
      _ signs: [Float]?, _ sample: CoordinateSample?, golden: Golden<[UInt64]>
    ) -> String? {
      func turned(_ values: [Float]) -> [Float] {
        signs.map { zip(values, $0).map { $0 * $1 } } ?? values
      }
      let result = Self.sparse.run(threads: threads, windows: 2, sample: sample) { step in
        turned(Self.sparseGradient(step)).map { $0 + 0 }
      }
      let updates = fingerprint(result.updates.map(turned).joined())
      return golden.flaw(
        of: [updates, fingerprint(result.metaGradient)], by: Arithmetic.version)
    }
    #expect(flaw(nil, nil, golden: Golden([0xD37CAB6586119DF3, 0xE675FEB5A3F271A2], 2)) == nil)
    #expect(flaw(signs, nil, golden: Golden([0xFB905D589BB52D1D, 0x9F00570D7D4243C9], 2)) == nil)
    #expect(flaw(nil, sample, golden: Golden([0xD37CAB6586119DF3, 0x524E8DD06304F69E], 2)) == nil)
    #expect(
      flaw(signs, sample, golden: Golden([0xFB905D589BB52D1D, 0xECF239E21FADEB99], 2)) == nil)
  }

  @Test(arguments: 1...2)
  func anIdleCoordinateIsTreatedLikeOneInABusyChunk(threads: Int) {
    let count = Self.sparse.coordinates
    // Every chunk of the shuffled coordinates has some that are never idle.
    let places = (0..<count).map { $0 % Self.steps.count * 32 + $0 / Self.steps.count }
    let apart = Self.sparse.run(threads: threads, windows: 2, gradient: Self.sparseGradient)
    let mixed = Self.sparse.run(threads: threads, windows: 2) { step in
      let gradient = Self.sparseGradient(step)
      return places.map { gradient[$0] }
    }
    for (apart, mixed) in zip(apart.updates, mixed.updates) {
      #expect(places.map { apart[$0] } == mixed)
    }
    let scale = apart.metaGradient.map(abs).max() ?? 0
    for (apart, mixed) in zip(apart.metaGradient, mixed.metaGradient) {
      #expect(abs(apart - mixed) < 1e-5 * scale)
    }
  }

  @Test func aChunkWithoutGradientsLeavesTheMetaGradientAsItIs() {
    let all = Self.sparse.run(threads: 1, windows: 2, gradient: Self.sparseGradient)
    let fewer = WindowSetting(
      preprocessing: .logAndSign(p: 10), coordinates: 32 * (Self.steps.count - 1)
    ).run(threads: 1, windows: 2) { step in
      let gradient = Self.sparseGradient(step)
      return Array(gradient[..<32] + gradient[64...])
    }
    #expect(all.metaGradient == fewer.metaGradient)
  }

  @Test func afterAResetChunksAreIdleAgain() {
    let lstm = PackedLSTM(
      metaParameters: Self.sparse.weights, inputs: 2, readoutScale: Self.sparse.outputScale)
    let window = LSTMWindow(
      coordinates: Self.sparse.coordinates, steps: 0, preprocessing: .logAndSign(p: 10), threads: 1)
    func updates() -> [[Float]] {
      window.reset()
      return (0..<11).map { step in
        var update = [Float](repeating: 0, count: Self.sparse.coordinates)
        var span = update.mutableSpan
        let gradient = Self.sparseGradient(step)
        window.step(lstm, gradient: gradient.span, update: &span)
        return update
      }
    }
    #expect(updates() == updates())
  }
}
