import Foundation
import Suites
import Testing

@testable import Execution

@Suite struct ScheduleTests {
  private let cells: [Cell]
  private let keys: Set<String>

  init() throws {
    cells = try plan().cells
    keys = Set(cells.map(\.key))
  }

  /// The order in which one process runs all cells that `seconds` tells the time of.
  private func order(_ schedule: Schedule) -> [Cell] {
    var schedule = schedule
    var order: [Cell] = []
    while let index = schedule.start() {
      order.append(cells[index])
      schedule.finish(index)
    }
    #expect(schedule.left == 0)
    return order
  }

  @Test func everyCellComesAfterThoseItReads() {
    let order = order(Schedule(cells, wanted: keys, finished: [], seconds: { _ in 1 }))
    #expect(Set(order.map(\.key)) == keys)
    var done: Set<String> = []
    for cell in order {
      #expect(done.isSuperset(of: cell.dependencies))
      done.insert(cell.key)
    }
  }

  /// A search before a long meta-training run comes before everything else, however short it is.
  @Test func theLongestChainComesFirst() {
    let order = order(
      Schedule(cells, wanted: keys, finished: []) { cell in
        cell.label.hasPrefix("meta-train linear") ? 100 : cell.label.hasPrefix("tune") ? 10 : 1
      })
    let kinds = order.map { String($0.label.prefix { $0 != " " }) }
    let tunings = kinds.firstIndex(of: "tune") ?? 0
    let trainings = order.indices.filter { order[$0].label.hasPrefix("meta-train linear") }
    #expect(trainings.allSatisfy { $0 < tunings })
  }

  @Test func whatIsClaimedElsewhereIsNotRunHereUntilItIsTakenBack() throws {
    var schedule = Schedule(cells, wanted: keys, finished: [], seconds: { _ in 1 })
    let start = schedule.start()
    let first = try #require(start)
    schedule.yield(first)
    #expect(schedule.elsewhere == 1)
    var others: Set<Int> = []
    while let index = schedule.start() {
      others.insert(index)
      schedule.finish(index)
    }
    #expect(!others.contains(first))
    #expect(schedule.left == cells.count - others.count)
    schedule.takeBack(first)
    let again = schedule.start()
    #expect(again == first)
    #expect(schedule.elsewhere == 0)
  }

  @Test func unwantedCellsAreNeverStarted() {
    let tunings = cells.filter { $0.label.hasPrefix("tune") }
    let order = order(
      Schedule(cells, wanted: Set(tunings.map(\.key)), finished: [], seconds: { _ in 1 }))
    #expect(order == tunings)
  }

  @Test func whatReadsACellThatIsGivenUpIsGivenUpToo() throws {
    var schedule = Schedule(cells, wanted: keys, finished: [], seconds: { _ in 1 })
    let tuning = try #require(cells.firstIndex { $0.label.hasPrefix("tune") })
    let readers = cells.indices.filter { cells[$0].dependencies.contains(cells[tuning].key) }
    #expect(!readers.isEmpty)
    schedule.giveUp(tuning)
    #expect(schedule.indices(of: .givenUp) == [tuning] + readers)
    #expect(schedule.left == cells.count - 1 - readers.count)
  }

  @Test func finishedCellsMakeOthersReady() {
    let inputs = Set(cells.flatMap(\.dependencies))
    let schedule = Schedule(cells, wanted: keys, finished: inputs, seconds: { _ in 1 })
    #expect(schedule.readyCount == schedule.left)
    #expect(schedule.left == cells.count - inputs.count)
  }
}
