import Testing

@testable import Suites

struct YAMLSectionTests {
  @Test(arguments: [
    ("horizons", "horizon"), ("unroll_length", "unrollLength"), ("EPOCHS", "epochs"),
    ("epoch", "epochs"), ("patients", "patience"),
  ])
  func aMisspeltKeySuggestsTheNearest(given: String, nearest: String) {
    let keys = ["name", "horizon", "unrollLength", "epochs", "patience"]
    #expect(YAMLSection.nearest(to: given, among: keys) == nearest)
  }
}
