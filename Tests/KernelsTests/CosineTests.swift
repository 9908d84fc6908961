import Foundation
import Kernels
import Testing

@Suite struct CosineTests {
  @Test func cosineOfHalfTurnsIsThatOfTheLibrary() {
    for index in 0...10_000 {
      let x = Double(index) / 10_000
      #expect(abs(Elementary.cosine(halfTurns: x) - cos(.pi * x)) < 0x1p-51)
    }
    #expect(Elementary.cosine(halfTurns: 0) == 1 && Elementary.cosine(halfTurns: 1) == -1)
    #expect(Elementary.cosine(halfTurns: 0.5) == 0)
  }
}
