import TestSupport
import Testing

@testable import Kernels

/// A product of scattered operands; `seed` moves the scatter.
private struct Multiplication: Sendable, CustomTestStringConvertible {
  let product: MatrixProduct
  var seed = 0

  var testDescription: String {
    "\(product.form) \(product.rows) × \(product.inner) × \(product.columns)"
  }

  func entries(_ count: Int, from start: Int) -> [Float] {
    (0..<count).map { Float(scatter(start + seed + $0)) }
  }

  var a: [Float] { entries(product.rows * product.inner, from: 1) }
  var b: [Float] { entries(product.inner * product.columns, from: 311) }

  func run(threads: Int = 1, addingTo start: [Float]? = nil) -> [Float] {
    var a = a
    var b = b
    var c = start ?? Array(repeating: .nan, count: product.rows * product.columns)
    let scratch = LaneBuffer(laneCount: product.scratchLanes)
    product.compute(
      &a, &b, to: &c, accumulating: start != nil, scratch: scratch.lanes,
      loop: ParallelLoop(threads: threads))
    return c
  }

  /// One entry after the other, one term after the other, each rounded once.
  func naive(addingTo start: [Float]? = nil) -> [Float] {
    let (a, b) = (a, b)
    let (rows, inner, columns) = (product.rows, product.inner, product.columns)
    var c = start ?? Array(repeating: 0, count: rows * columns)
    for row in 0..<rows {
      for column in 0..<columns {
        for k in 0..<inner {
          let left = product.form == .leftTransposed ? a[k * rows + row] : a[row * inner + k]
          let right =
            product.form == .rightTransposed ? b[column * inner + k] : b[k * columns + column]
          c[row * columns + column].addProduct(left, right)
        }
      }
    }
    return c
  }
}

private let sizes = [
  (1, 1, 1), (8, 3, 32), (9, 5, 10), (7, 20, 16), (16, 1, 33), (5, 31, 47), (128, 20, 10),
  (3, 2, 784), (23, 65, 20),
]

private let multiplications = sizes.flatMap { rows, inner, columns in
  [MatrixProduct.Form.plain, .leftTransposed, .rightTransposed].map {
    Multiplication(product: MatrixProduct($0, rows: rows, inner: inner, columns: columns))
  }
}

/// The big products of the 784-20-10 network, large enough for several threads.
private let large = [
  Multiplication(product: MatrixProduct(.plain, rows: 128, inner: 784, columns: 20)),
  Multiplication(product: MatrixProduct(.leftTransposed, rows: 784, inner: 128, columns: 20)),
  Multiplication(product: MatrixProduct(.rightTransposed, rows: 100, inner: 20, columns: 300)),
]

@Suite struct MatrixProductTests {
  @Test(arguments: multiplications)
  fileprivate func bitsAreThoseOfTheNaiveProduct(_ multiplication: Multiplication) {
    #expect(multiplication.run() == multiplication.naive())
  }

  @Test(arguments: multiplications)
  fileprivate func accumulatingContinuesTheChainOfEachEntry(_ multiplication: Multiplication) {
    let start = multiplication.naive().map { $0 * 0.75 + 1 }
    #expect(multiplication.run(addingTo: start) == multiplication.naive(addingTo: start))
  }

  @Test(arguments: large)
  fileprivate func bitsDoNotDependOnThreads(_ multiplication: Multiplication) {
    let one = multiplication.run(threads: 1)
    for threads in 2...3 { #expect(multiplication.run(threads: threads) == one) }
    #expect(one == multiplication.naive())
  }

  @Test func aProductWithItsTransposeIsSymmetric() {
    let size = 37
    let product = MatrixProduct(.rightTransposed, rows: size, inner: 11, columns: size)
    var a = Multiplication(product: product).entries(size * 11, from: 5)
    var (b, c) = (a, [Float](repeating: 0, count: size * size))
    let scratch = LaneBuffer(laneCount: product.scratchLanes)
    product.compute(
      &a, &b, to: &c, accumulating: false, scratch: scratch.lanes, loop: ParallelLoop(threads: 1))
    for row in 0..<size {
      for column in 0..<row { #expect(c[row * size + column] == c[column * size + row]) }
    }
  }

  @Test func bitsAreGolden() {
    let golden = Golden<[UInt64]>([0xCC3ABD9CF3A91BF9, 0x9950FE1A2FFC41C9, 0x7DF2ED484D6A153D], 1)
    #expect(golden.flaw(of: large.map { fingerprint($0.run()) }, by: Arithmetic.version) == nil)
  }

  @Test func everyGreyLevelIsItsQuotientRoundedOnce() {
    for count in [256, 250] {
      let levels = (0..<count).map { UInt8($0) }
      var intensities = [Float](repeating: .nan, count: count)
      ByteIntensities.copy(levels, count: count, to: &intensities)
      #expect(intensities == levels.map { Float($0) / 255 })
    }
  }
}
