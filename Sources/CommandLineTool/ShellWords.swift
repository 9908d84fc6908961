/// Command lines as text that can be pasted into a shell.
enum ShellWords {
  /// What started this process.
  static var ofThisProcess: String { quoted(CommandLine.arguments) }

  /// Words that a shell reads back as the same ones.
  static func quoted(_ words: [String]) -> String {
    words.map { word in
      let needsNoQuotes = !word.isEmpty && word.utf8.allSatisfy(isPlain)
      return needsNoQuotes ? word : "'" + word.replacing("'", with: "'\\''") + "'"
    }.joined(separator: " ")
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
      || "-_./=:,+@%".utf8.contains(byte)
  }
}
