import Foundation
import Testing

@testable import Suites

/// Mistakes in files of published values, and in the entries that name them.
struct PublishedFileErrorTests {
  @Test(arguments: [
    ("updates,loss\n", "1:1: found updates,loss, expected the header optimizer,updates,loss"),
    ("optimizer,updates,loss\nADAM,1", "2:1: found ADAM,1, expected three fields"),
    (
      "optimizer,updates,loss\nADAM,x,1", "2:1: found ADAM,x,1, expected a name, a count and a loss"
    ),
    ("optimizer,updates,loss\nADAM,1,nan", "2:1: found ADAM,1,nan, expected"),
    ("optimizer,updates,loss\nADAM,1,1\nADAM,1,1", "3:1: found 1 updates, expected 2 to 100"),
    ("optimizer,updates,loss\n=1+2,1,1", "2:1: found =1+2,1,1, expected a name that begins with a"),
    ("optimizer,updates,loss\n@x,1,1", "2:1: found @x,1,1, expected a name that begins with a"),
    ("optimizer,updates,loss\n\"A\",1,1", "2:1: found \"A\",1,1, expected a name that begins"),
    ("optimizer,updates,loss\nA\u{1B}[1m,1,1", "2:1: found A [1m,1,1, expected a name that begins"),
    ("optimizer,updates,loss\nA\u{202E}b,1,1", "2:1: found A b,1,1, expected a name that begins"),
    ("optimizer,updates,loss\n,1,1", "2:1: found ,1,1, expected a name that begins with a letter"),
    ("\u{FEFF}optimizer,updates\n", "1:1: found optimizer,updates, expected the header"),
    ("optimizer,updates,loss\nADAM,101,1", "2:1: found 101 updates, expected 0 to 100"),
  ])
  func damagedCurvesAreNamedByLine(curves: String, message: String) {
    #expect {
      try Samples.suite(curves: curves)
    } throws: {
      "\($0)".hasPrefix("published/fig4.csv:\(message)")
    }
  }

  @Test(arguments: [
    ("optimizer,updates,loss\nLSTM,1,2", "1:1: found optimizer,updates,loss, expected the header"),
    ("LSTM,mnist", "2:1: found LSTM,mnist, expected three fields"),
    ("-LSTM,mnist,1", "2:1: found -LSTM,mnist,1, expected a name that begins with a letter or a"),
    ("LSTM,mnist,-1", "2:1: found LSTM,mnist,-1, expected a name, an optimizee and a loss above 0"),
    ("LSTM,cifar,1", "2:1: found the optimizee cifar, expected one evaluated at horizon 100"),
    ("LSTM,mnist,1\nLSTM,mnist,2", "3:1: found LSTM on mnist a second time, expected each pair"),
  ])
  func damagedFinalLossesAreNamedByLine(lines: String, message: String) {
    let header = lines.hasPrefix("optimizer") ? "" : "optimizer,optimizee,loss\n"
    #expect {
      try Samples.suite(Samples.withFinalLosses, curves: header + lines)
    } throws: {
      "\($0)".hasPrefix("published/fig4.csv:\(message)")
    }
  }

  @Test(arguments: [
    (
      "horizon: 100, kind: final-losses", "horizon: 101, kind: final-losses",
      "found 101, expected a horizon among the evaluations"
    ),
    ("kind: final-losses", "kind: losses", "found losses, expected a kind of figure"),
    ("kind: final-losses", "kind: final-losses, optimizee: mnist", "found an unknown key"),
  ])
  func finalLossesHaveKeysOfTheirOwn(old: String, new: String, message: String) {
    #expect {
      try Samples.suite(
        Samples.withFinalLosses.replacingOccurrences(of: old + " }", with: new + " }"))
    } throws: {
      "\($0)".contains("published[0]") && "\($0)".contains(message)
    }
  }

  @Test(arguments: [
    (
      Samples.yaml, Samples.curves, ".optimizee: found quadratic-10, but its bowl is flat, expected"
    ),
    (
      Samples.withFinalLosses, "optimizer,optimizee,loss\nLSTM,mnist,1\nLSTM,quadratic-10,1\n",
      ".file: found quadratic-10, but its bowl is flat, expected an optimizee whose losses may stand"
    ),
  ])
  func nothingStandsBesideWhatIsNotThePublishedWork(yaml: String, file: String, message: String) {
    let vocabulary = Samples.vocabulary(quadraticUnlikePublished: "its bowl is flat")
    #expect {
      try Samples.suite(yaml, vocabulary: vocabulary, curves: file)
    } throws: {
      "\($0)".contains("published[0]\(message)")
    }
  }
}
