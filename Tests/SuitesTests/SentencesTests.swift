import Testing

@testable import Suites

/// What a report says of how the learned optimizers were meta-trained.
@Suite struct SentencesTests {
  @Test func everySettingIsNamed() throws {
    let sentences = try #require(Plan(Samples.suite()).manifest.metaTraining)
    #expect(
      sentences == [
        "`lstm`: `coordinatewise-lstm` of LogAndSign gradients with p = 5, output × 0.1;"
          + " forget bias 0; 2 meta-seeds; 128 functions of `quadratic-10` an episode, initial"
          + " parameters × a factor log-uniform from 0.02 to 1; 100 updates in windows of 20;"
          + " 50 episodes an epoch, 60 epochs; patience of 20 epochs; 512 meta-validation functions;"
          + " metaGradients clipped at 1; metaGradients from one chunk in 4; running mean of the"
          + " metaParameters with 0.9; meta learning rate falling to × 0.97; meta learning rate the"
          + " best of 3, log-uniform from 0.0003 to 0.01, after 5 epochs",
        "`lstm-mnist`: `coordinatewise-lstm` of raw gradients, output × 1; coordinate signs mixed; 1 meta-seed;"
          + " 1 function of `mnist` an episode; 10 updates in windows of 10, × 0.5 after the first window; 1 episode an epoch,"
          + " 1 epoch; 1 meta-validation function, initial parameters × a factor"
          + " log-uniform from 0.1 to 2; meta learning rate 0.003",
      ])
  }

  @Test func windowsAreNamedWithTheirFactors() throws {
    let yaml = Samples.edited(
      "unrollLength: 20", "unrollLength: 25\n    laterUpdateScale: [0.5, 0.75, 1]")
    let sentences = try #require(Plan(Samples.suite(yaml)).manifest.metaTraining)
    #expect(
      sentences[0].contains(
        "100 updates in windows of 25, × 0.5, 0.75, 1 in the windows after the first;"))
  }

  @Test func aSuiteWithoutLearnedOptimizersHasNone() throws {
    var suite = try Samples.suite()
    suite.learned = []
    #expect(Plan(suite).manifest.metaTraining == nil)
  }
}
