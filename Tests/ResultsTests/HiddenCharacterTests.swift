import Testing

@testable import Results

/// Texts of records and manifests reach terminals, figures and tables.
@Suite struct HiddenCharacterTests {
  @Test(arguments: [
    "\u{1}", "\u{1B}[31m", "a\nb", "\t", "\u{7F}", "\u{85}", "\u{202E}", "\u{FFFE}",
  ])
  func aTextWithHiddenCharactersIsNeitherWrittenNorRead(text: String) throws {
    var manifest = Samples.manifest
    manifest.suite = "x\(text)"
    #expect {
      try manifest.encoded()
    } throws: {
      "\($0)".contains("a text with hidden characters")
    }
  }

  @Test(arguments: [#"\u001b"#, #"\n"#, #"\t"#, #"\u202e"#, "\u{202E}", "\u{85}"])
  func aForeignManifestWithThemIsRefused(text: String) throws {
    let body = String(
      decoding: try Samples.manifest.encoded().dropFirst(78).dropLast(), as: UTF8.self
    )
    .replacing(#""suite":"sample""#, with: #""suite":"sample\#(text)""#)
    let checksum = Digest.hexadecimal(of: "{" + body)
    let bytes = Array((#"{"checksum":""# + checksum + #"","# + body + "\n").utf8)
    #expect {
      try Manifest(decoding: bytes, file: "m.json")
    } throws: {
      "\($0)" == "m.json: found a text with hidden characters, expected texts of one line"
    }
  }

  @Test(arguments: [#"quote " and backslash \ and slash /"#, "ümläut 𝛉", "n\u{A0}b"])
  func otherTextsSurvive(text: String) throws {
    var manifest = Samples.manifest
    manifest.suite = text
    #expect(try Manifest(decoding: manifest.encoded(), file: "m.json").suite == text)
  }

  @Test func lineEndsThatGitChangedAreNamed() throws {
    let bytes = try Samples.records[0].encoded().dropLast() + Array("\r\n".utf8)
    #expect {
      try Record(decoding: Array(bytes), file: "r.json")
    } throws: {
      "\($0)".contains("the end of its line was changed, as git does under core.autocrlf")
    }
  }

  @Test func anErrorShowsThem() {
    let error = ResultsError.invalid(file: "f", place: "a\nb", found: "\u{1B}", expected: "c")
    #expect("\(error)" == #"f: a\u{A}b: found \u{1B}, expected c"#)
  }
}
