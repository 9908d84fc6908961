import Foundation

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// An SVG file that gnuplot drew.
struct Drawn {
  var bytes: [UInt8]

  /// What is wrong with it; nil when it is well-formed XML that shows `heading`.
  func flaw(showing heading: String) -> String? {
    guard !bytes.isEmpty else { return "is empty" }
    let reader = TextReader()
    let parser = XMLParser(data: Data(bytes))
    parser.delegate = reader
    // `parse` is true for a file that ends too early.
    guard parser.parse(), parser.parserError == nil else { return "is no well-formed SVG" }
    guard reader.text.contains(heading) else { return "does not show '\(heading)'" }
    return nil
  }

  /// The line in which gnuplot names itself and its version.
  var artist: String? {
    String(decoding: bytes.prefix(4096), as: UTF8.self).split(separator: "\n")
      .first { $0.contains("GNUPLOT") }.map(String.init)
  }

  private final class TextReader: NSObject, XMLParserDelegate {
    private(set) var text = ""

    func parser(_ parser: XMLParser, foundCharacters string: String) { text += string }
  }
}
