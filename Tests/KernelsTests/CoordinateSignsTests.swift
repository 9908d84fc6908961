import Kernels
import TestSupport
import Testing

@Suite struct CoordinateSignsTests {
  /// They are part of every optimizer that was meta-trained with them.
  @Test func signsAreGolden() {
    let signs = (0..<32).map { CoordinateSigns.sign(of: $0) < 0 ? "-" : "+" }.joined()
    let golden = Golden("+-+---++--++-+--++-+--++-+-+++--", 1)
    #expect(golden.flaw(of: signs, by: Arithmetic.version) == nil)
  }

  /// A matrix of 784 × 20: means of n signs have a spread of 1/√n, and so have those of products.
  @Test func noRowOrColumnIsLikeAnother() {
    let (rows, columns) = (784, 20)
    let signs = (0..<rows * columns).map { CoordinateSigns.sign(of: $0) }
    let mean = signs.reduce(0, +) / Float(signs.count)
    #expect(mean.magnitude < 4 / Float(signs.count).squareRoot())
    for column in 0..<columns {
      for other in 0...column {
        let products = (0..<rows).map { row in
          signs[row * columns + column] * (other == column ? 1 : signs[row * columns + other])
        }
        let mean = products.reduce(0, +) / Float(rows)
        #expect(mean.magnitude < 4 / Float(rows).squareRoot(), "columns \(column) and \(other)")
      }
    }
  }
}
