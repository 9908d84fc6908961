import Foundation
import Results

/// When a process looks at what the others have done.
struct Lookout {
  /// While there is work here.
  private static let busyPause = Duration.seconds(5)
  private static let shortestPause = Duration.milliseconds(50)
  private static let longestPause = Duration.seconds(2)

  private let clock = ContinuousClock()
  private var last: ContinuousClock.Instant?
  /// Between two looks while there is nothing to do here; longer when a look brings nothing.
  private(set) var pause = Self.shortestPause

  /// Whether nothing has happened for some seconds.
  var hasWaited: Bool { pause == Self.longestPause }
  /// The latest claim of each cell that another process runs or ran, by its index.
  var claims: [Int: Int] = [:]
  /// Where the next look goes on with those claims.
  var next = 0

  func isDue(isIdle: Bool) -> Bool {
    guard let last else { return true }
    return last.duration(to: clock.now) >= (isIdle ? pause : Self.busyPause)
  }

  mutating func hasLooked(foundNews: Bool) {
    last = clock.now
    pause = foundNews ? Self.shortestPause : min(pause * 2, Self.longestPause)
  }
}

extension SuiteRun {
  /// Claims looked after in one look: each costs the reading of a file or two.
  private static let claimsPerLook = 64

  /// A cell that is this process's to run and the threads it may use, or nil when none is left. Waits
  /// while cells under way, here or elsewhere, may make one ready.
  func take() -> (index: Int, threads: Int)? {
    condition.lock()
    defer { condition.unlock() }
    var hasSaidSo = false
    while failure == nil, schedule.left > 0 {
      do {
        if lookout.isDue(isIdle: schedule.readyCount == 0) { try lookAround() }
        if let index = try claimNext() {
          let others = running + schedule.readyCount
          running += 1
          return (index, max(1, threads / (others + 1)))
        }
        if schedule.left == 0 { break }
        if running == 0, lookout.hasWaited, !hasSaidSo { hasSaidSo = try sayWhatIsWaitedFor() }
      } catch {
        failure = failure ?? error
        break
      }
      _ = condition.wait(until: Date(timeIntervalSinceNow: lookout.pause / .seconds(1)))
    }
    condition.broadcast()
    return nil
  }

  /// The next ready cell that no other process has claimed, finished ones passed over.
  ///
  /// The more processes there are, the further they start from the first cell, so that they do not all
  /// try the same ones.
  private func claimNext() throws -> Int? {
    while true {
      let spread = min(schedule.elsewhere, max(0, schedule.readyCount - 1))
      guard let index = schedule.start(place: Int.random(in: 0...spread)) else { return nil }
      let number = lookout.claims[index].map { $0 + 1 } ?? 0
      guard try crew.claim(plan.cells[index].key, number: number) else {
        lookout.claims[index] = number
        schedule.yield(index)
        continue
      }
      // Another may have finished the cell and left since this process looked.
      guard try isFinished(index) else { return index }
      finishElsewhere(index)
    }
  }

  private func isFinished(_ index: Int) throws -> Bool {
    let cell = manifest.cells[index]
    guard suspects.contains(index) else { return writer.store.hasRecord(of: cell) }
    guard case .finished = try writer.store.state(of: cell, suite: manifest.suite) else {
      return false
    }
    return true
  }

  private func finishElsewhere(_ index: Int) {
    schedule.finish(index)
    lookout.claims[index] = nil
    let cell = plan.cells[index]
    report(.finishedElsewhere(label: cell.label, work: cost.seconds(cell)))
  }

  /// Takes note of the records and claims of other processes, and takes back what dead ones claimed.
  private func lookAround() throws {
    let before = (schedule.left, schedule.readyCount)
    let records = try writer.store.recordFiles()
    for index in plan.cells.indices {
      switch schedule.states[index] {
      case .finished, .running, .unwanted, .givenUp: continue
      case .waiting, .ready, .elsewhere: break
      }
      guard records.contains(writer.store.recordPath(of: manifest.cells[index])) else { continue }
      if try !suspects.contains(index) || isFinished(index) { finishElsewhere(index) }
    }
    let ready = schedule.indices(of: .ready)
    let claims = try crew.latestClaims(of: ready.map { plan.cells[$0].key })
    for index in ready {
      // A claim that is known already is that of a dead worker.
      guard let number = claims[plan.cells[index].key], lookout.claims[index] ?? -1 < number
      else { continue }
      lookout.claims[index] = number
      schedule.yield(index)
    }
    try takeBackLapsed()
    lookout.hasLooked(foundNews: before != (schedule.left, schedule.readyCount))
  }

  private func takeBackLapsed() throws {
    let elsewhere = schedule.indices(of: .elsewhere)
    for offset in 0..<min(Self.claimsPerLook, elsewhere.count) {
      let index = elsewhere[(lookout.next + offset) % elsewhere.count]
      guard let number = lookout.claims[index] else { continue }
      if try crew.holder(of: plan.cells[index].key, number: number) == nil {
        schedule.takeBack(index)
      }
    }
    lookout.next += Self.claimsPerLook
  }

  /// False when there was nothing to say yet.
  private func sayWhatIsWaitedFor() throws -> Bool {
    for index in schedule.indices(of: .elsewhere) {
      guard let number = lookout.claims[index],
        let worker = try crew.holder(of: plan.cells[index].key, number: number)
      else { continue }
      report(
        .waiting(cells: schedule.left, first: plan.cells[index].label, worker: worker))
      return true
    }
    return false
  }
}
