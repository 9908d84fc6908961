extension Unicode.Scalar {
  /// Whether a terminal would act on it instead of showing it, or XML cannot hold it: control
  /// characters, line and paragraph separators, those that turn the direction of text, U+FFFE, U+FFFF.
  package var isHidden: Bool {
    switch properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator: true
    default:
      switch value {
      case 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069, 0xFFFE, 0xFFFF: true
      default: false
      }
    }
  }
}

extension String {
  /// Foreign text made fit for a terminal: every hidden character as `\u{1B}` but those of `kept`.
  package func visible(keeping kept: Set<Unicode.Scalar> = []) -> String {
    guard unicodeScalars.contains(where: { $0.isHidden && !kept.contains($0) }) else { return self }
    return unicodeScalars.map { scalar in
      scalar.isHidden && !kept.contains(scalar)
        ? "\\u{\(String(scalar.value, radix: 16, uppercase: true))}" : String(scalar)
    }.joined()
  }
}

extension String {
  /// The text behind the byte order mark that some editors begin a file with.
  package var withoutByteOrderMark: String {
    unicodeScalars.first == "\u{FEFF}" ? String(unicodeScalars.dropFirst()) : self
  }
}
