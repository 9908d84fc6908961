import Testing

@testable import Suites

/// What is YAML, and what only looks like it.
@Suite struct YAMLTextTests {
  @Test func aByteOrderMarkIsPassedOver() throws {
    #expect(try Samples.suite("\u{FEFF}" + Samples.yaml) == Samples.suite())
    #expect(try Samples.suite(curves: "\u{FEFF}" + Samples.curves) == Samples.suite())
  }

  @Test(arguments: [
    "description: R&D beats *D", "description: Everything # of R&D, 2 *D",
    "# &D and *D stand in a comment\ndescription: Everything",
    "description: 'a # b' # see &D, then *D", "description: \"x\" # &D *D",
    "description: 5*D and R&D",
  ])
  func whatIsNoAliasIsAccepted(line: String) throws {
    let yaml = Samples.edited("description: Everything, in one suite", line)
    _ = try Samples.suite(yaml)
  }

  /// Each has an alias and its anchor, however well hidden.
  @Test(arguments: [
    "a: &D 1\nb: *D", "[&D 1,*D]", "{a: &D 1,b: *D}", "a: 'x # y' \n? &D c\n: [*D]",
    "a: ['x\n  # y', &D 1, *D]", "a: [\"x\n  # y\", &D 1, *D]", "a: [\"\\\" # \", &D 1, *D]",
    "a: it's\nb: ['x # y', &D 1, *D]", "a: rock 'n roll\nb: ['x # y', &D 1, *D]",
    "a: ['it''s # y', &D 1, *D]", "a: # b\u{85}  [&D 1, *D]", "a: {\"x\":&D 1,\"y\":*D}",
    "a: |\n  it's\nb: ['x # y', &D 1, *D]", "a: [!!str &D x, *D]", "- &D-_1 x\n- *D-_1",
    "a: ['', ' # ', &D 1, *D]", "a: b#c\nd: [&D 1, *D]", "\u{FEFF}&D a: *D",
  ])
  func whatMayBeAnAliasIsFound(yaml: String) {
    #expect(YAMLAliases(yaml).first?.name.hasPrefix("D") == true)
  }

  @Test(arguments: [
    "description: >\n  Two rules", "description: |\n  Two rules", "description: >-\n  Two\n  rules",
    "description: >\n  Two\n  rules",
  ])
  func aBlockTextOfOneLineIsALine(yaml: String) throws {
    let suite = try Samples.suite(
      Samples.edited("description: Everything, in one suite", yaml))
    #expect(suite.head.description == "Two rules")
  }

  @Test(arguments: [
    "description: |\n  Two\n  rules", "description: >\n  Two\n\n  rules",
    "description: >+\n  Two rules\n\n", "description: \"Two\\e[1m\"", "description: \"a\\u202Eb\"",
    "description: |\n\n",
  ])
  func aTextOfSeveralLinesOrWithHiddenCharactersIsRefused(yaml: String) {
    #expect {
      try Samples.suite(Samples.edited("description: Everything, in one suite", yaml))
    } throws: {
      "\($0)".contains("description: found ")
    }
  }
}
