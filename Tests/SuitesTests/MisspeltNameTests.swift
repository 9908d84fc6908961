import Testing

@testable import Suites

struct MisspeltNameTests {
  @Test(arguments: [
    ("horizons", "horizon"), ("unroll_length", "unrollLength"), ("EPOCHS", "epochs"),
    ("epoch", "epochs"), ("patients", "patience"),
  ])
  func aMisspeltKeySuggestsTheNearest(given: String, nearest: String) {
    let keys = ["name", "horizon", "unrollLength", "epochs", "patience"]
    #expect(MisspeltName.nearest(to: given, among: keys) == nearest)
  }

  @Test(arguments: [
    ("rnu", "run"), ("adma", "adam"), ("adm", "adam"), ("nga", "nag"), ("unifrom", "uniform"),
  ])
  func aSlipOfTheFingersIsSuggested(given: String, meant: String) {
    let names = ["run", "report", "gate", "adam", "nag", "sgd", "uniform", "gaussian"]
    #expect(MisspeltName.suggestion(for: given, among: names) == meant)
  }

  @Test(arguments: ["lion", "nonsense", "x", ""])
  func anotherWordIsNot(given: String) {
    #expect(MisspeltName.suggestion(for: given, among: ["run", "adam", "uniform"]) == nil)
  }
}
