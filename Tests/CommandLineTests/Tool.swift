import Foundation
import Testing

/// The built `l2l`, run as a user would.
struct Tool {
  struct Outcome {
    let exitCode: Int32
    let output: String
    let errors: String
    /// The last line printed.
    var lastLine: Substring { output.split(separator: "\n").last ?? "" }
  }

  /// `l2l` lies beside the test bundle.
  static var url: URL {
    get throws {
      var folder = URL(fileURLWithPath: ProcessInfo.processInfo.arguments[0])
      while folder.path != "/" {
        folder.deleteLastPathComponent()
        let tool = folder.appendingPathComponent("l2l")
        var isFolder: ObjCBool = false
        if FileManager.default.fileExists(atPath: tool.path, isDirectory: &isFolder),
          !isFolder.boolValue
        {
          return tool
        }
      }
      throw NotBuilt()
    }
  }

  struct NotBuilt: Error {}

  private let process = Process()
  private let output = Pipe()
  private let errors = Pipe()

  /// Starts the tool in `folder`, with `environment` in the place of what this process has.
  init(_ arguments: [String], in folder: String, environment: [String: String] = [:]) throws {
    try self.init(running: Self.url, arguments, in: folder, environment: environment)
  }

  private init(
    running program: URL, _ arguments: [String], in folder: String, environment: [String: String]
  ) throws {
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    process.executableURL = program
    process.arguments = arguments
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    process.standardOutput = output
    process.standardError = errors
    try process.run()
  }

  func send(_ signal: Int32) { kill(process.processIdentifier, signal) }

  var identifier: Int32 { process.processIdentifier }

  /// Reads both pipes to their ends, then waits. What goes to standard error fits a pipe.
  func outcome() -> Outcome {
    let text = output.fileHandleForReading.readDataToEndOfFile()
    let complaint = errors.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    let code = process.terminationStatus
    return Outcome(
      exitCode: process.terminationReason == .uncaughtSignal ? 128 + code : code,
      output: String(decoding: text, as: UTF8.self),
      errors: String(decoding: complaint, as: UTF8.self))
  }

  /// Runs a script of sh in `folder`; `$L2L` is the tool.
  static func shell(_ script: String, in folder: String) throws -> Outcome {
    let sh = URL(fileURLWithPath: "/bin/sh")
    return try Tool(
      running: sh, ["-c", script], in: folder, environment: ["L2L": url.path]
    ).outcome()
  }

  static func run(
    _ arguments: [String], in folder: String, environment: [String: String] = [:]
  ) throws -> Outcome {
    try Tool(arguments, in: folder, environment: environment).outcome()
  }
}
