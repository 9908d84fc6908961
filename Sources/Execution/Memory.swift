import Foundation
import Suites

/// What cells need of memory at least, and what this process may have.
enum Memory {
  /// Throws for the cell that needs the most when that is more than there is.
  static func check(_ cells: [Cell], of suite: Suite) throws {
    let memory = CellMemory(suite)
    let needs = cells.map { ($0.label, memory.bytes($0)) }
    guard let most = needs.max(by: { $0.1 < $1.1 }) else { return }
    let available = available()
    guard most.1 > available else { return }
    throw ExecutionError.memory(cell: most.0, bytes: most.1, available: available)
  }

  /// The machine's memory, what a control group leaves of it, and what limits of the process leave of
  /// its address space: the least of these, in bytes.
  static func available() -> Double {
    let pages = Double(sysconf(Int32(_SC_PHYS_PAGES))) * Double(sysconf(Int32(_SC_PAGESIZE)))
    return ([pages] + controlGroupLimits() + [addressSpaceLeft()].compactMap(\.self)).min() ?? pages
  }

  /// Version 2 and version 1, as a container sees its own group.
  private static func controlGroupLimits() -> [Double] {
    ["/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes"].compactMap {
      number(in: $0)
    }
  }

  private static func addressSpaceLeft() -> Double? {
    var limit = rlimit()
    guard getrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit) == 0,
      limit.rlim_cur != rlim_t(bitPattern: -1)
    else { return nil }
    let used = number(in: "/proc/self/statm") ?? 0
    return max(0, Double(limit.rlim_cur) - used * Double(sysconf(Int32(_SC_PAGESIZE))))
  }

  /// The first number of a file.
  private static func number(in path: String) -> Double? {
    (try? String(contentsOfFile: path, encoding: .utf8))?
      .split(whereSeparator: \.isWhitespace).first.flatMap { Double($0) }
  }

  /// `1.2 GB`, in powers of 1000.
  static func text(_ bytes: Double) -> String {
    let units = ["bytes", "kB", "MB", "GB", "TB", "PB"]
    var (value, unit) = (bytes, 0)
    while value >= 1000, unit < units.count - 1 { (value, unit) = (value / 1000, unit + 1) }
    return String(format: unit == 0 ? "%.0f %@" : "%.3g %@", value, units[unit])
  }
}
