import Results
import Statistics

/// What a report concludes of one cell: a learned optimizer against the best hand-designed one, on one
/// optimizee at one horizon.
public enum Verdict: String, CaseIterable, Sendable {
  /// The final loss on a typical function is lower than the rival's, higher, or neither is shown.
  case lower
  case higher
  case undecided
  /// The learned optimizer diverged on at least one function.
  case diverged
  /// Too few meta-seeds or functions to conclude anything.
  case untested

  /// Stands before a ratio where there is no room for the word.
  var mark: String {
    switch self {
    case .lower: "✓"
    case .higher: "✗"
    case .undecided: "~"
    case .diverged: "!"
    case .untested: "?"
    }
  }
}

extension Verdict {
  static let level = 0.05
  static let fewestMetaSeeds = 2
  /// A two-sided sign-flip test of five functions cannot reach 0.05: its least p is 2/2⁵.
  static let fewestFunctions = 6

  /// The one rule by which every verdict is given.
  ///
  /// A cell whose ratio to the rival can be tested is `lower` or `higher` when its adjusted p is at
  /// most 0.05 and the 95 % interval of the ratio lies on that side of 1.
  static func of(_ row: FinalLossRow) -> Verdict {
    if row.diverged > 0 { return .diverged }
    guard let rival = row.rival, isTestable(row) else { return .untested }
    guard let pValue = rival.adjustedPValue, pValue <= level else { return .undecided }
    return of(rival.comparison.ratioInterval, about: 1)
  }

  /// Where a whole interval lies.
  static func of(_ interval: Interval, about equality: Double) -> Verdict {
    if interval.high < equality { return .lower }
    return interval.low > equality ? .higher : .undecided
  }

  /// Gives each learned row its verdict and every row that can be tested its adjusted p.
  ///
  /// Claims are rows on the optimizee that the optimizer was meta-trained on. Their p values are
  /// adjusted by Holm among themselves, those of all other learned rows by Benjamini and Hochberg
  /// among themselves, and those of hand-designed rows likewise.
  static func judge(
    _ rows: inout [FinalLossRow], metaTrained: [(optimizer: String, optimizee: String)]
  ) {
    for index in rows.indices where rows[index].kind == .learned {
      rows[index].isClaim = metaTrained.contains {
        $0 == (rows[index].optimizer, rows[index].optimizee)
      }
    }
    adjust(&rows, by: MultipleTesting.holm) { $0.isClaim }
    adjust(&rows, by: MultipleTesting.benjaminiHochberg) { $0.kind == .learned && !$0.isClaim }
    adjust(&rows, by: MultipleTesting.benjaminiHochberg) { $0.kind != .learned }
    for index in rows.indices where rows[index].kind == .learned {
      rows[index].verdict = of(rows[index])
    }
  }

  private static func adjust(
    _ rows: inout [FinalLossRow], by procedure: ([Double]) -> [Double],
    among isMember: (FinalLossRow) -> Bool
  ) {
    let tested = rows.indices.filter { isMember(rows[$0]) && isTestable(rows[$0]) }
    let adjusted = procedure(tested.compactMap { rows[$0].rival?.pValue })
    for (index, pValue) in zip(tested, adjusted) { rows[index].rival?.adjustedPValue = pValue }
  }

  private static func isTestable(_ row: FinalLossRow) -> Bool {
    guard let rival = row.rival, rival.pValue != nil else { return false }
    let hasSpread = row.kind != .learned || row.metaSeeds >= fewestMetaSeeds
    return hasSpread && row.functions - rival.comparison.excluded >= fewestFunctions
  }
}

/// How many cells have each verdict.
struct VerdictCounts {
  private let verdicts: [Verdict]

  init(_ verdicts: some Sequence<Verdict>) { self.verdicts = Array(verdicts) }

  var total: Int { verdicts.count }
  subscript(_ verdict: Verdict) -> Int { verdicts.count { $0 == verdict } }

  /// `lower in 1, undecided in 2`, without those that never occur.
  func text(without left: Verdict? = nil) -> String {
    Verdict.allCases.filter { $0 != left && self[$0] > 0 }
      .map { "\($0.rawValue) in \(self[$0])" }.joined(separator: ", ")
  }
}
