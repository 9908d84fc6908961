import Foundation

/// The processors that this process may use.
enum AvailableProcessors {
  /// Those it may run on, or fewer where the control group it is in has a smaller share of time.
  static var count: Int {
    let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    let count = allowed(status: status) ?? ProcessInfo.processInfo.activeProcessorCount
    return max(1, min(count, share() ?? count))
  }

  /// The number of bits in `Cpus_allowed` of /proc/self/status, which `taskset` and batch systems set;
  /// nil where it says nothing.
  static func allowed(status: String) -> Int? {
    guard let line = status.split(separator: "\n").first(where: { $0.hasPrefix("Cpus_allowed:") })
    else { return nil }
    let bits = line.dropFirst("Cpus_allowed:".count).reduce(0) {
      $0 + ($1.hexDigitValue?.nonzeroBitCount ?? 0)
    }
    return bits > 0 ? bits : nil
  }

  /// The processors' time that the control group of this process and those above it leave, rounded
  /// up; nil where there is no limit, or none that can be read.
  ///
  /// Source: the kernel's Documentation/admin-guide/cgroup-v2.rst, `cpu.max`.
  static func share(group: String? = ownGroup, root: String = "/sys/fs/cgroup") -> Int? {
    guard var group else { return nil }
    var least: Int?
    while true {
      let text = try? String(contentsOfFile: "\(root)\(group)/cpu.max", encoding: .utf8)
      if let numbers = text?.split(whereSeparator: \.isWhitespace).map({ Double($0) }),
        numbers.count == 2, let quota = numbers[0], let period = numbers[1], period > 0
      {
        least = min(least ?? .max, max(1, Int((quota / period).rounded(.up))))
      }
      guard let slash = group.lastIndex(of: "/") else { return least }
      group = String(group[..<slash])
    }
  }

  /// The path after `0::` in /proc/self/cgroup, without a slash at its end.
  private static var ownGroup: String? {
    let text = try? String(contentsOfFile: "/proc/self/cgroup", encoding: .utf8)
    let line = text?.split(separator: "\n").first { $0.hasPrefix("0::/") }
    return line.map { $0 == "0::/" ? "" : String($0.dropFirst(3)) }
  }
}
