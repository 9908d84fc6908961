import Foundation

/// The program and the machine of a run. Whatever cannot be found out is absent.
public struct RunEnvironment: Equatable, Sendable {
  public var build: Build
  public var toolchain: String
  public var operatingSystem: String
  public var host: String
  public var processor: String?

  /// What the program was built from.
  public struct Build: Equatable, Sendable {
    public var version: String?
    public var commit: String?
    public var hasUncommittedChanges: Bool?

    public init(
      version: String? = nil, commit: String? = nil, hasUncommittedChanges: Bool? = nil
    ) {
      self.version = version
      self.commit = commit
      self.hasUncommittedChanges = hasUncommittedChanges
    }
  }

  /// This machine, and a program that knows what it was built from.
  public static func current(build: Build = Build()) -> RunEnvironment {
    let cpuinfo = try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)
    return RunEnvironment(
      build: build, toolchain: compiler,
      operatingSystem: ProcessInfo.processInfo.operatingSystemVersionString,
      host: ProcessInfo.processInfo.hostName, processor: cpuinfo.flatMap(processor(cpuinfo:)))
  }

  /// The first `model name` of /proc/cpuinfo.
  static func processor(cpuinfo: String) -> String? {
    for line in cpuinfo.split(separator: "\n") where line.hasPrefix("model name") {
      guard let colon = line.firstIndex(of: ":") else { continue }
      return line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces)
    }
    return nil
  }

  /// The compiler of this program, as far as it can be told.
  public static var compiler: String {
    #if compiler(>=6.4)
      "Swift 6.4 or later"
    #elseif compiler(>=6.3)
      "Swift 6.3"
    #else
      "Swift 6.2"
    #endif
  }
}
