import Testing

@testable import Suites

/// What a report says of how the learned optimizers were meta-trained.
@Suite struct SentencesTests {
  @Test func everySettingIsNamed() throws {
    let sentences = try #require(Plan(Samples.suite()).manifest.metaTraining)
    #expect(
      sentences == [
        "`lstm`: `coordinatewise-lstm`, LogAndSign gradients, p = 5, output × 0.1, forget bias 0,"
          + " metaGradients from one chunk in 4; functions of `quadratic-10`, 100 updates, 128 an"
          + " episode, initial parameters × a factor log-uniform from 0.02 to 1, 512"
          + " meta-validation functions; `truncated-backpropagation`, windows of 20; meta learning"
          + " rate the best of 3, log-uniform from 0.0003 to 0.01, after 5 epochs, meta learning"
          + " rate falling geometrically from × 1 to × 0.97, metaGradients clipped at 1, running"
          + " mean of the metaParameters with 0.9; 60 epochs, 50 episodes an epoch, patience of 20"
          + " epochs; 2 meta-seeds",
        "`lstm-mnist`: `coordinatewise-lstm`, raw gradients, output × 1, coordinate signs mixed;"
          + " functions of `mnist`, 10 updates, 1 an episode, 1 meta-validation function, initial"
          + " parameters × a factor log-uniform from 0.1 to 2; `truncated-backpropagation`, windows"
          + " of 5, updates × 1, 0.5 over the windows; meta learning rate 0.003; 1 epoch, 1 episode an"
          + " epoch; 1 meta-seed",
      ])
  }

  @Test func windowsAreNamedWithTheirFactors() throws {
    let yaml = Samples.edited(
      "unrollLength: 20", "unrollLength: 25\n      updateScale: [1, 0.5, 0.75, 1]")
    let sentences = try #require(Plan(Samples.suite(yaml)).manifest.metaTraining)
    #expect(
      sentences[0].contains("windows of 25, updates × 1, 0.5, 0.75, 1 over the windows;"))
  }

  @Test func severalFamiliesAndHorizonsAreNamed() throws {
    let yaml = Samples.edited(
      "optimizee: quadratic-10",
      "optimizee: [{ name: quadratic-10, weight: 3 }, { name: mnist }]"
    ).replacing(
      "functions: 512",
      with: "functions: 512\n        horizons: [100, 500]\n"
        + "        optimizees: [mnist, quadratic-10]")
    let sentences = try #require(Plan(Samples.suite(yaml)).manifest.metaTraining)
    #expect(
      sentences[0].contains("functions of `quadratic-10` (weight 3) or `mnist`, 100 updates, 128"))
    #expect(
      sentences[0].contains(
        "512 meta-validation functions, measured after 100 and 500 updates, of `mnist`,"
          + " `quadratic-10`;"))
  }

  @Test func aCurriculumAndImitationAreNamed() throws {
    let yaml = Samples.edited(
      "patience: 20",
      "curriculum: { horizons: [200, 500] }\n      imitation: { share: 0.25, teachers:"
        + " [{ name: adam, learningRate: 0.01 }, { name: nag, learningRate: 0.1 }] }")
    let sentences = try #require(Plan(Samples.suite(yaml)).manifest.metaTraining)
    #expect(
      sentences[0].contains(
        "50 episodes an epoch, further stages at horizons 200, 500, the last for measuring alone,"
          + " imitation in a share × 0.25 of the episodes, of `adam` with learning rate 0.01 or `nag`"
          + " with learning rate 0.1; 2 meta-seeds"))
  }

  @Test func aSuiteWithoutLearnedOptimizersHasNone() throws {
    var suite = try Samples.suite()
    suite.learned = []
    #expect(Plan(suite).manifest.metaTraining == nil)
  }
}
