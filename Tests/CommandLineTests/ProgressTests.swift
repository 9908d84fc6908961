import Execution
import Testing

@testable import CommandLineTool

private func progress(_ events: [(RunEvent, Double)]) -> Progress {
  var progress = Progress()
  for (event, seconds) in events { progress.note(event, at: seconds) }
  return progress
}

/// Four cells of work 10, one of them finished before.
private let began: [(RunEvent, Double)] = [
  (.began(cells: 4, finished: 1, work: 40, workFinished: 10), 0),
  (.cellBegan(key: "a", label: "meta-train lstm", work: 10), 0),
]

private func epoch(_ done: Int, metaSteps: Int, loss: Double? = 0.5) -> RunEvent {
  .epoch(cell: "a", done: done, of: 5, metaSteps: metaSteps, validationLoss: loss)
}

@Suite struct ProgressTests {
  @Test func summaryTellsCellsShareRateAndTimeLeft() {
    let early = progress(began)
    #expect(early.plainLine(at: 0.5) == "[1/4] 25 %: meta-train lstm")
    let later = progress(began + [(epoch(1, metaSteps: 50), 2), (epoch(2, metaSteps: 100), 4)])
    #expect(
      later.plainLine(at: 4)
        == "[1/4] 35 %, 25 meta steps per second, about 26 s left: "
        + "meta-train lstm epoch 2/5, validation loss 0.5")
    let done = progress(
      began + [(.cellFinished(key: "a", label: "meta-train lstm", seconds: 10, work: 10), 10)])
    #expect(done.plainLine(at: 10) == "[2/4] 50 %, about 20 s left")
  }

  @Test func cellsOfOtherProcessesCount() {
    let shared = progress(began + [(.finishedElsewhere(label: "tune sgd", work: 10), 10)])
    #expect(
      shared.plainLine(at: 10)
        == "[2/4] 50 %, 1 by other processes, about 20 s left: meta-train lstm")
  }

  @Test func cellTakenUpFromACheckpointCountsOnlyWhatIsDoneSince() {
    let resumed = progress(began + [(epoch(3, metaSteps: 150), 2)])
    #expect(resumed.metaStepsPerSecond == nil)
    #expect(resumed.secondsLeft(at: 2) == nil)
    let later = progress(
      began + [(epoch(3, metaSteps: 150), 2), (epoch(4, metaSteps: 200, loss: nil), 4)])
    #expect(later.metaStepsPerSecond == 25)
    #expect(later.plainLine(at: 4).hasSuffix("meta-train lstm epoch 4/5"))
  }

  @Test func cellsUnderWayFitTheRows() {
    let cells = (0..<5).map {
      (RunEvent.cellBegan(key: "\($0)", label: "cell \($0)", work: 1), 0.0)
    }
    let progress = progress(cells)
    let all = progress.lines(at: 0, rows: 6).map(\.text)
    #expect(all.dropFirst() == ["  cell 0", "  cell 1", "  cell 2", "  cell 3", "  cell 4"])
    let few = progress.lines(at: 0, rows: 4).map(\.text)
    #expect(few.dropFirst() == ["  cell 0", "  cell 1", "  and 3 more"])
    #expect(progress.lines(at: 0, rows: 1).count == 1)
  }

  @Test(arguments: [
    (0, "0 s"), (89, "89 s"), (90, "2 min"), (5_369, "89 min"), (5_400, "1 h 30 min"),
    (11_100, "3 h 05 min"),
  ])
  func durationsAreShort(seconds: Int, text: String) {
    #expect(Progress.duration(seconds) == text)
  }
}

@Suite struct TerminalTests {
  @Test(
    arguments: [
      (true, [:], true, true), (true, ["NO_COLOR": "1"], true, false),
      (true, ["NO_COLOR": ""], true, true), (true, ["TERM": "dumb"], false, false),
      (false, [:], false, false),
    ] as [(Bool, [String: String], Bool, Bool)])
  func coloursAreForTerminalsAndNeverWithNoColor(
    isTerminal: Bool, environment: [String: String], isInteractive: Bool, hasColours: Bool
  ) {
    let terminal = Terminal(isTerminal: isTerminal, environment: environment)
    #expect(terminal.isInteractive == isInteractive && terminal.hasColours == hasColours)
  }

  @Test func lineIsCutToTheColumnsWhateverItsStyles() {
    var line = StyledLine()
    line.append("[1/4]", .bold)
    line.append(" half")
    #expect(line.rendered(columns: 10, colours: false) == "[1/4] half")
    #expect(line.rendered(columns: 9, colours: false) == "[1/4] ha…")
    #expect(line.rendered(columns: 9, colours: true) == "\u{1B}[1m[1/4]\u{1B}[0m ha…")
    #expect(line.rendered(columns: 4, colours: true) == "\u{1B}[1m[1/\u{1B}[0m…")
    #expect(line.rendered(columns: 0, colours: true) == "")
  }

  /// The cursor goes up by the rows that the old lines take in the columns of now.
  @Test(arguments: [(100, 3), (80, 3), (50, 5), (30, 7), (20, 9)])
  func oldLinesAreReplacedAfterAResize(columns: Int, rows: Int) {
    var block = RewrittenBlock()
    #expect(
      block.replacement(["a", "b", "c"], lengths: [8, 80, 80], columns: 100)
        == "\ra\u{1B}[K\nb\u{1B}[K\nc\u{1B}[K\n\u{1B}[J")
    #expect(
      block.replacement(["d"], lengths: [1], columns: columns)
        == "\r\u{1B}[\(rows)Ad\u{1B}[K\n\u{1B}[J")
    #expect(block.replacement([], lengths: [], columns: 9) == "\r\u{1B}[1A\u{1B}[J")
  }
}
