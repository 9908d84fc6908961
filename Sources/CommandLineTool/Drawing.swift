import Foundation

/// Pictures drawn by gnuplot.
enum Drawing {
  /// Runs gnuplot on a script, in the script's folder; false when there is no gnuplot.
  static func run(_ script: String) throws -> Bool {
    let url = URL(fileURLWithPath: script)
    let gnuplot = Process()
    gnuplot.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    gnuplot.arguments = ["gnuplot", url.lastPathComponent]
    gnuplot.currentDirectoryURL = url.deletingLastPathComponent()
    let errors = Pipe()
    gnuplot.standardError = errors
    gnuplot.standardOutput = FileHandle.nullDevice
    try gnuplot.run()
    let text = errors.fileHandleForReading.readDataToEndOfFile()
    gnuplot.waitUntilExit()
    if gnuplot.terminationStatus == 127 { return false }
    guard gnuplot.terminationStatus == 0 else {
      throw FolderError(text: "gnuplot \(script): \(String(decoding: text, as: UTF8.self))")
    }
    return true
  }
}
