import Suites

/// The cells of a plan that are wanted, how far they have come, and which of them comes next.
///
/// First come cells that the longest chain of work hangs on: the time of a run's end depends on them.
/// Results do not depend on the order.
struct Schedule {
  enum State: Equatable {
    case unwanted
    /// Reads records that are not there yet.
    case waiting
    case ready
    /// Under way in this process.
    case running
    /// Claimed by another process.
    case elsewhere
    case finished
    /// An external optimizer gave no result, or the cell reads that of such a cell.
    case givenUp
  }

  let cells: [Cell]
  private(set) var states: [State]
  private let dependents: [[Int]]
  private var missingInputs: [Int]
  /// The place of each cell in the order, from 0.
  private let ranks: [Int]
  /// The ready cells, from the last to the first.
  private var ready: [Int] = []
  /// Wanted cells that are not finished.
  private(set) var left = 0
  /// Cells that other processes have claimed.
  private(set) var elsewhere = 0

  /// - Parameters:
  ///   - wanted: keys of the cells to run, with all that they depend on.
  ///   - finished: keys of the cells whose records are there.
  init(
    _ cells: [Cell], wanted: Set<String>, finished: Set<String>, seconds: (Cell) -> Double
  ) {
    self.cells = cells
    let positions = Dictionary(
      cells.enumerated().map { ($1.key, $0) }, uniquingKeysWith: { first, _ in first })
    var dependents = [[Int]](repeating: [], count: cells.count)
    missingInputs = [Int](repeating: 0, count: cells.count)
    for (index, cell) in cells.enumerated() {
      for key in cell.dependencies {
        guard let position = positions[key] else { continue }
        dependents[position].append(index)
        if !finished.contains(key) { missingInputs[index] += 1 }
      }
    }
    // Cells come after those they depend on, so that the chains are known from the last cell on.
    var chains = cells.map(seconds)
    for index in cells.indices.reversed() {
      chains[index] += dependents[index].map { chains[$0] }.max() ?? 0
    }
    var ranks = [Int](repeating: 0, count: cells.count)
    let order = cells.indices.sorted { (-chains[$0], $0) < (-chains[$1], $1) }
    for (rank, index) in order.enumerated() { ranks[index] = rank }
    self.dependents = dependents
    self.ranks = ranks
    states = cells.map { cell in
      finished.contains(cell.key) ? .finished : wanted.contains(cell.key) ? .waiting : .unwanted
    }
    left = states.count { $0 == .waiting }
    for index in order where states[index] == .waiting && missingInputs[index] == 0 {
      makeReady(index)
    }
  }
}

extension Schedule {
  var readyCount: Int { ready.count }

  var unfinishedCells: [Cell] {
    zip(cells, states).filter { ![.finished, .givenUp, .unwanted].contains($1) }.map(\.0)
  }

  func indices(of state: State) -> [Int] { states.indices.filter { states[$0] == state } }

  /// The ready cell at `place` of the order, or the last one; nil when none is ready. It is running now.
  mutating func start(place: Int = 0) -> Int? {
    guard !ready.isEmpty else { return nil }
    let index = ready.remove(at: max(0, ready.count - 1 - place))
    states[index] = .running
    return index
  }

  /// Another process has claimed the cell.
  mutating func yield(_ index: Int) {
    ready.removeAll { $0 == index }
    states[index] = .elsewhere
    elsewhere += 1
  }

  /// Nobody runs the cell that another process had claimed.
  mutating func takeBack(_ index: Int) {
    elsewhere -= 1
    makeReady(index)
  }

  /// The cell's record is there.
  mutating func finish(_ index: Int) {
    guard states[index] != .finished else { return }
    if states[index] == .ready { ready.removeAll { $0 == index } }
    if states[index] == .elsewhere { elsewhere -= 1 }
    if states[index] != .unwanted { left -= 1 }
    states[index] = .finished
    for dependent in dependents[index] {
      missingInputs[dependent] -= 1
      if missingInputs[dependent] == 0, states[dependent] == .waiting { makeReady(dependent) }
    }
  }

  /// The cell will have no record, and neither will those that read it.
  mutating func giveUp(_ index: Int) {
    guard ![.finished, .givenUp].contains(states[index]) else { return }
    if states[index] != .unwanted { left -= 1 }
    states[index] = .givenUp
    for dependent in dependents[index] { giveUp(dependent) }
  }

  private mutating func makeReady(_ index: Int) {
    states[index] = .ready
    let place = ready.firstIndex { ranks[$0] < ranks[index] } ?? ready.count
    ready.insert(index, at: place)
  }
}
