import TestSupport
import Testing

@testable import Kernels

/// A window of RNNprop.
@Suite struct NormalizedWindowTests {
  private static func setting(_ coordinates: Int) -> WindowSetting {
    WindowSetting(
      preprocessing: .normalized(MomentDecays(mean: 0.95, square: 0.95)), coordinates: coordinates)
  }

  private static let setting = setting(70)

  private func reference(_ weights: [Double]) -> ReferenceRNNprop {
    ReferenceRNNprop(weights: weights, outputScale: Double(Self.setting.outputScale))
  }

  @Test func updatesAreThoseOfTheNaiveRule() {
    let reference = reference(Self.setting.weights.map(Double.init))
    let updates = Self.setting.run(threads: 1, windows: 2).updates
    for coordinate in 0..<Self.setting.coordinates {
      var state = ReferenceRNNprop.State()
      for (step, update) in updates.enumerated() {
        let expected = reference.update(
          Double(Self.setting.gradient(step)[coordinate]), &state)
        #expect(abs(Double(update[coordinate]) - expected) < LSTMWindowTests.tolerance)
      }
    }
  }

  /// With the gradients held fixed the metaGradient is ∂/∂φ Σ_{t=1…steps} gradientₜ · parametersₜ,
  /// window by window, the states at a window's start constants.
  @Test(.optimized) func metaGradientMatchesCentralDifferencesOverTwoWindows() {
    let setting = Self.setting(3)
    let exact = setting.weights.map(Double.init)
    let metaGradient = setting.run(threads: 1, windows: 2).metaGradient
    func run(
      _ weights: [Double], window: Int, from states: inout [ReferenceRNNprop.State]
    ) -> Double {
      let reference = reference(weights)
      var moved = [Double](repeating: 0, count: setting.coordinates)
      var loss = 0.0
      for step in window * setting.steps..<(window + 1) * setting.steps {
        for index in moved.indices {
          moved[index] += reference.update(Double(setting.gradient(step)[index]), &states[index])
          loss += Double(setting.gradient(step + 1)[index]) * moved[index]
        }
      }
      return loss
    }
    var starts = [[ReferenceRNNprop.State](repeating: .init(), count: setting.coordinates)]
    starts.append(starts[0])
    _ = run(exact, window: 0, from: &starts[1])
    let largest = metaGradient.map { Double($0.magnitude) }.max() ?? 0
    // All of the dense layer and of the read-out, and every other tensor by a prime stride.
    let ends = Array(0..<60) + Array(exact.count - 21..<exact.count)
    for index in ends + Array(stride(from: 60, to: exact.count, by: 61)) {
      let width = 1e-4
      func loss(_ by: Double) -> Double {
        var other = exact
        other[index] += by
        return (0..<2).reduce(0) { loss, window in
          var states = starts[window]
          return loss + run(other, window: window, from: &states)
        }
      }
      // Windows count 0.5 times; Float against central differences: 1e-5 of the largest.
      let difference = 0.5 * (loss(width) - loss(-width)) / (2 * width)
      #expect(
        abs(Double(metaGradient[index]) - difference) < 1e-5 * largest, "metaParameter \(index)")
    }
  }

  @Test func bitsAreGolden() {
    let result = Self.setting.run(threads: 1, windows: 2)
    let golden = Golden<[UInt64]>([0x9573AB3490DB1A54, 0x884F34A6F49CF178], 2)
    let bits = [fingerprint(result.updates.joined()), fingerprint(result.metaGradient)]
    #expect(golden.flaw(of: bits, by: Arithmetic.version) == nil)
  }

  @Test(arguments: 2...3)
  func bitsDoNotDependOnThreads(threads: Int) {
    let one = Self.setting.run(threads: 1, windows: 2)
    let other = Self.setting.run(threads: threads, windows: 2)
    #expect(other.updates == one.updates)
    #expect(other.metaGradient == one.metaGradient)
  }

  @Test(arguments: [0, 5 * 64 * LSTMShape.recordLanes])
  func bitsDoNotDependOnTheRoomForRecords(room: Int) {
    let all = Self.setting.run(threads: 1, windows: 2)
    let fewer = Self.setting.run(threads: 1, windows: 2, recordBytes: room)
    #expect(fewer.updates == all.updates)
    #expect(fewer.metaGradient == all.metaGradient)
  }

  /// ε is below the rounding of gradients of 2²⁰: powers of two change no bit.
  @Test func theScaleOfTheLossIsNotSeen() {
    func updates(_ scale: Float) -> [[Float]] {
      Self.setting.run(threads: 1, windows: 2) { step in
        Self.setting.gradient(step).map { $0 == 0 ? 0 : scale * ($0 + 0.6) }
      }.updates
    }
    #expect(updates(0x1p20) == updates(0x1p40))
    #expect(updates(0x1p20) != updates(0x1p-27), "ε is seen by small gradients")
  }

  @Test(arguments: 1...2)
  func anIdleCoordinateIsTreatedLikeOneInABusyChunk(threads: Int) {
    let chunks = LSTMWindowTests.steps.count
    let setting = Self.setting(32 * chunks)
    func gradient(_ step: Int) -> [Float] {
      setting.gradient(step).enumerated().map {
        LSTMWindowTests.steps[$0 / 32].contains(step) ? $1 : 0
      }
    }
    // Every chunk of the shuffled coordinates has some that are never idle.
    let places = (0..<32 * chunks).map { $0 % chunks * 32 + $0 / chunks }
    let apart = setting.run(threads: threads, windows: 2, gradient: gradient)
    let mixed = setting.run(threads: threads, windows: 2) { step in
      let gradient = gradient(step)
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

  /// Coordinates whose gradient is far below what v can hold, after steps in which it was not.
  @Test func meansThatFadeEndAtZero() {
    let normalization = GradientNormalization(
      MomentDecays(mean: 0.5, square: 0.5), powers: (0, 0))
    let gradient = LaneBuffer(laneCount: 2)
    let (moments, features) = (LaneBuffer(laneCount: 4), LaneBuffer(laneCount: 4))
    gradient.lanes[0] = Lanes(repeating: 1)
    for step in 0..<200 {
      if step == 1 { gradient.lanes[0] = Lanes(repeating: 0x1p-60) }
      normalization.advance(gradient.floats, moments: moments.lanes, to: features.lanes)
      for row in 0..<4 {
        let values = [moments.floats[16 * row], features.floats[16 * row]]
        #expect(values.allSatisfy { $0 == 0 || $0.isNormal })
      }
    }
    // m → g, of which v has nothing, so that s = ε.
    #expect(moments.floats[32] == 0)
    #expect(features.floats[0] == 0x1p-60 / 1e-8)
  }
}
