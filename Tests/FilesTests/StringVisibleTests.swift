import Files
import Testing

@Suite struct StringVisibleTests {
  @Test(arguments: [
    ("plain ümläut 𝛉 👩‍🔬 tab", "plain ümläut 𝛉 👩‍🔬 tab"), ("\u{1B}[31m", #"\u{1B}[31m"#),
    ("a\nkind: forged", #"a\u{A}kind: forged"#), ("a\r\nb", #"a\u{D}\u{A}b"#),
    ("\u{202E}txt", #"\u{202E}txt"#),
    ("\u{85}\u{2028}\u{FFFE}\u{7F}", #"\u{85}\u{2028}\u{FFFE}\u{7F}"#),
  ])
  func hiddenCharactersAreEscaped(text: String, visible: String) {
    #expect(text.visible() == visible)
  }

  @Test func whatIsKeptStays() {
    #expect("a\nb\u{1B}".visible(keeping: ["\n"]) == "a\nb\\u{1B}")
  }
}
