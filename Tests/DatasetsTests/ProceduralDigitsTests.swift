import Datasets
import Foundation
import Sampling
import TestSupport
import Testing

private let contactSheetPath = ProcessInfo.processInfo.environment["L2L_CONTACT_SHEET"]

@Suite struct ProceduralDigitsTests {
  /// 64-bit FNV-1a.
  private func hash(_ bytes: [UInt8]) -> UInt64 {
    bytes.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
  }

  /// The bits every machine must give, first computed by a debug build on x86-64.
  @Test(arguments: [
    (
      UInt64(0), 0..<100,
      Golden<[UInt64]>([16_449_091_041_862_275_144, 15_006_615_614_877_226_629], 2)
    ),
    (1, 0..<100, Golden([7_367_543_343_791_918_856, 16_614_818_982_585_847_543], 2)),
    (
      0, 1_000_000..<1_000_010,
      Golden([8_137_732_371_979_826_871, 16_469_251_344_417_079_495], 2)
    ),
  ])
  func examplesHaveGoldenBits(seed: UInt64, indices: Range<Int>, golden: Golden<[UInt64]>) {
    let images = ProceduralDigits(seed: seed).images(indices)
    let bits = [hash(images.pixels), hash(images.labels)]
    #expect(
      golden.flaw(of: bits, by: Sampling.Arithmetic.version, Datasets.Arithmetic.version) == nil)
  }

  @Test func exampleDependsOnItsIndexAlone() {
    let digits = ProceduralDigits(seed: 5)
    let many = digits.images(10..<20)
    let one = digits.images(17..<18)
    #expect(one.labels == [many.labels[7]])
    #expect(one.pixels == Array(many.pixels[7 * 784..<8 * 784]))
    #expect(digits.images(3..<3).count == 0)
  }

  @Test func examplesAndSeedsDiffer() {
    let first = ProceduralDigits(seed: 0).images(0..<50)
    let second = ProceduralDigits(seed: 1).images(0..<50)
    #expect(first != second)
    let images = (0..<50).map { Array(first.pixels[$0 * 784..<($0 + 1) * 784]) }
    #expect(Set(images).count == 50)
  }

  /// 2,000 draws of ten classes: 200 each, standard deviation 13.4, limits at four of them.
  @Test func classesAreBalanced() {
    let images = ProceduralDigits(seed: 2).images(0..<2_000)
    var counts = [Int](repeating: 0, count: ProceduralDigits.classes)
    for label in images.labels { counts[Int(label)] += 1 }
    #expect(counts.allSatisfy { 146 < $0 && $0 < 254 })
  }

  @Test func everyImageHoldsADigit() {
    let images = ProceduralDigits(seed: 3).images(0..<500)
    #expect((images.height, images.width, images.channels) == (28, 28, 1))
    for index in 0..<images.count {
      let dark = images.pixels[index * 784..<(index + 1) * 784].count { $0 > 127 }
      #expect((12...330).contains(dark), "example \(index)")
    }
  }

  /// The nearest class mean is right far more often than one in ten but far from always: there is
  /// something to learn, and it is not trivial.
  @Test func classesOverlapButCanBeToldApart() {
    let train = ProceduralDigits(seed: 4).images(0..<1_000)
    let test = ProceduralDigits(seed: 4).images(1_000..<1_300)
    var means = [[Double]](repeating: [Double](repeating: 0, count: 784), count: 10)
    var counts = [Double](repeating: 0, count: 10)
    for index in 0..<train.count {
      let label = Int(train.labels[index])
      counts[label] += 1
      for pixel in 0..<784 {
        means[label][pixel] += Double(train.pixels[index * 784 + pixel])
      }
    }
    for label in 0..<10 { means[label] = means[label].map { $0 / counts[label] } }
    let right = (0..<test.count).count { index in
      let distances = means.map { mean in
        (0..<784).reduce(0.0) { sum, pixel in
          let difference = Double(test.pixels[index * 784 + pixel]) - mean[pixel]
          return sum + difference * difference
        }
      }
      return distances.firstIndex(of: distances.min() ?? 0) == Int(test.labels[index])
    }
    #expect((150...285).contains(right), "\(right) of 300")
  }

  /// Feeds `Tests/Oracles/contact_sheet.py`: twenty examples of each class as raw bytes.
  @Test(.enabled(if: contactSheetPath != nil))
  func contactSheetIsWrittenWhereAsked() throws {
    let images = ProceduralDigits(seed: 0).images(0..<1_000)
    var sheet: [UInt8] = []
    for label in 0..<UInt8(ProceduralDigits.classes) {
      for index in (0..<images.count).filter({ images.labels[$0] == label }).prefix(20) {
        sheet += images.pixels[index * 784..<(index + 1) * 784]
      }
    }
    try Data(sheet).write(to: URL(fileURLWithPath: try #require(contactSheetPath)))
  }
}
