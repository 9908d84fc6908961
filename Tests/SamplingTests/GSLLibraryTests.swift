import Sampling
import Testing

@Test func versionOfGSLIsTwoOrThreeNumbers() {
  let parts = GSLLibrary.version.split(separator: ".")
  #expect((2...3).contains(parts.count))
  #expect(parts.allSatisfy { Int($0) != nil })
}
