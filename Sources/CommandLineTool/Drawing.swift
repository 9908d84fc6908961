import Foundation

/// Pictures drawn by gnuplot.
enum Drawing {
  /// Why gnuplot drew nothing, or not everything.
  enum Problem: Equatable, CustomStringConvertible {
    case notInstalled
    case failed(String)

    var description: String {
      switch self {
      case .notInstalled: "gnuplot is not installed"
      case .failed(let text): "gnuplot failed: \(text)"
      }
    }
  }

  /// Runs one gnuplot on scripts of a folder, one after the other, without the user's settings; nil
  /// when all went well.
  static func run(_ scripts: [String], in folder: String) -> Problem? {
    let gnuplot = Process()
    gnuplot.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    gnuplot.arguments = ["gnuplot", "-d"] + scripts
    gnuplot.currentDirectoryURL = URL(fileURLWithPath: folder)
    let errors = Pipe()
    gnuplot.standardInput = FileHandle.nullDevice
    gnuplot.standardError = errors
    gnuplot.standardOutput = FileHandle.nullDevice
    do {
      try gnuplot.run()
    } catch {
      return .failed(error.localizedDescription)
    }
    let text = errors.fileHandleForReading.readDataToEndOfFile()
    gnuplot.waitUntilExit()
    guard gnuplot.terminationStatus != 0 else { return nil }
    guard gnuplot.terminationStatus != 127 else { return .notInstalled }
    let words = String(decoding: text, as: UTF8.self).split(whereSeparator: \.isWhitespace)
    return .failed(
      words.isEmpty
        ? "it ended with \(gnuplot.terminationStatus)" : words.joined(separator: " "))
  }
}
