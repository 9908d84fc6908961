import Testing

@testable import Reports

@Test(
  arguments: [
    ([0.21, 2.3], "2e-1", "5e0", ["2e-1", "5e-1", "1e0", "2e0", "5e0"]),
    ([0.0372, 20], "2e-2", "2e1", ["1e-1", "1e0", "1e1"]),
    ([1], "1e0", "2e0", ["1e0", "2e0"]),
    ([0, 3, .infinity, .nan], "2e0", "5e0", ["2e0", "5e0"]),
  ] as [([Double], String, String, [String])])
func axisEndsAtRoundNumbers(values: [Double], low: String, high: String, labels: [String]) {
  let axis = LogAxis(spanning: values)
  #expect(axis?.low == low)
  #expect(axis?.high == high)
  #expect(axis?.labels == labels)
}

@Test func axisOfNothingPositiveDoesNotExist() {
  #expect(LogAxis(spanning: [0, -1, .nan]) == nil)
}
