import Foundation

/// The machine and the working copy a run happens on. Whatever cannot be found out is absent.
public struct RunEnvironment: Equatable, Sendable {
  public var commit: String?
  public var hasUncommittedChanges: Bool?
  public var toolchain: String
  public var operatingSystem: String
  public var host: String
  public var processor: String?

  /// Asks git about the working copy that `folder` lies in.
  public static func current(folder: String = ".") -> RunEnvironment {
    let commit = git(["rev-parse", "HEAD"], in: folder)
    let changes = commit.flatMap { _ in git(["status", "--porcelain"], in: folder) }
    let cpuinfo = try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)
    return RunEnvironment(
      commit: commit, hasUncommittedChanges: changes.map { !$0.isEmpty }, toolchain: compiler,
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

  private static var compiler: String {
    #if compiler(>=6.4)
      "Swift 6.4 or later"
    #elseif compiler(>=6.3)
      "Swift 6.3"
    #else
      "Swift 6.2"
    #endif
  }

  /// Standard output of a git command without its last line break; nil when git is missing or
  /// fails.
  private static func git(_ arguments: [String], in folder: String) -> String? {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["git", "-C", folder] + arguments
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    process.standardInput = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return nil }
    let bytes = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { return nil }
    return String(decoding: bytes, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
  }
}
