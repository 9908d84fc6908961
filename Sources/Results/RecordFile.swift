import Files
import Foundation
import Settings

/// Records and manifests as bytes: one line of JSON with sorted keys, led by a checksum.
///
///     {"checksum":"<64 hexadecimal digits>",<the rest of the object>}⏎
///
/// The checksum is the SHA-256 of the object without it. A byte lost or flipped anywhere is
/// therefore noticed, and the cell recomputed, even where the JSON stays well formed.
/// Non-finite numbers are never written.
enum RecordFile {
  /// The longest record or manifest read, in bytes: several times that of a million functions.
  static let sizeLimit = 128 << 20

  private static let opening = Array(#"{"checksum":""#.utf8)

  static func encode(_ value: some Encodable, label: String) throws -> [UInt8] {
    let body: [UInt8]
    do {
      body = Array(try CanonicalJSON(encoding: value).encoded.utf8)
    } catch EncodingError.invalidValue(let value, let context) {
      let place = context.codingPath.map(\.stringValue).joined(separator: ".")
      throw ResultsError.unwritable(
        label: label, found: "\(value) at \(place)", expected: "a finite number")
    }
    guard !hasHiddenCharacters(body) else {
      throw ResultsError.unwritable(
        label: label, found: "a text with hidden characters", expected: "texts of one line")
    }
    var bytes = opening
    bytes += Digest.hexadecimal(of: body).utf8
    bytes += "\",".utf8
    bytes += body.dropFirst()
    bytes.append(UInt8(ascii: "\n"))
    return bytes
  }

  static func decode<Value: Codable>(
    _ type: Value.Type, from bytes: [UInt8], file: String
  ) throws -> Value {
    func invalid(_ place: String, found: String, expected: String) -> ResultsError {
      .invalid(file: file, place: place, found: found, expected: expected)
    }
    let bodyStart = opening.count + 66
    guard bytes.count > bodyStart, bytes.starts(with: opening), bytes.last == UInt8(ascii: "\n")
    else {
      throw invalid("", found: "\(bytes.count) bytes", expected: "one whole line led by a checksum")
    }
    let found = String(decoding: bytes[opening.count..<(opening.count + 64)], as: UTF8.self)
    let body = [UInt8(ascii: "{")] + bytes[bodyStart...].dropLast()
    let expected = Digest.hexadecimal(of: body)
    guard found == expected, bytes[(bodyStart - 2)..<bodyStart].elementsEqual("\",".utf8) else {
      let reason =
        body.last == UInt8(ascii: "\r")
        ? "the end of its line was changed, as git does under core.autocrlf" : "damaged or edited"
      throw invalid("checksum", found: found, expected: "\(expected): \(reason)")
    }
    guard !hasHiddenCharacters(body) else {
      throw invalid(
        "", found: "a text with hidden characters", expected: "texts of one line")
    }
    do {
      let header = try JSONDecoder().decode(Header.self, from: Data(body))
      guard header.formatVersion == Record.currentFormatVersion else {
        throw invalid(
          "formatVersion", found: "\(header.formatVersion)",
          expected: "\(Record.currentFormatVersion): written by another version of l2l")
      }
      let value = try JSONDecoder().decode(type, from: Data(body))
      let canonical = try CanonicalJSON(encoding: value)
      guard canonical.encoded.utf8.elementsEqual(body) else {
        let given = try JSONSerialization.jsonObject(with: Data(body))
        guard let key = unknownKey(in: given, beside: canonical) else {
          throw invalid(
            "", found: "another spelling of the same values", expected: "the one that l2l writes")
        }
        throw invalid(key, found: "an unknown key", expected: "only keys of this format version")
      }
      return value
    } catch let error as DecodingError {
      throw invalid(place(of: error), found: "a missing or wrong value", expected: "\(type)")
    } catch let error as ResultsError {
      throw error
    } catch {
      // Foundation's parsers disagree on some malformed numbers, and then throw errors of their own.
      throw invalid("", found: "text that is not JSON", expected: "\(type)")
    }
  }

  /// Whether a text in JSON of our own has a character that a terminal would act on, or that XML cannot
  /// hold. JSON writes control characters, and nothing else that we write, with a backslash and a
  /// letter.
  private static func hasHiddenCharacters(_ body: some Collection<UInt8>) -> Bool {
    var isEscaped = false
    var isASCII = true
    for byte in body {
      if byte < 0x20 || byte == 0x7F { return true }
      if isEscaped, !"\"\\/".utf8.contains(byte) { return true }
      isEscaped = !isEscaped && byte == UInt8(ascii: "\\")
      isASCII = isASCII && byte < 0x80
    }
    return !isASCII
      && String(decoding: body, as: UTF8.self).unicodeScalars.contains(where: \.isHidden)
  }

  private struct Header: Decodable { var formatVersion: Int }

  /// The first key, in sorted order, that `given` has and `known` has not, at any depth.
  private static func unknownKey(in given: Any, beside known: CanonicalJSON) -> String? {
    switch (given, known) {
    case (let given as [String: Any], .object(let known)):
      for (key, value) in given.sorted(by: { $0.key < $1.key }) {
        guard let other = known[key] else { return key }
        if let inner = unknownKey(in: value, beside: other) { return "\(key).\(inner)" }
      }
      return nil
    case (let given as [Any], .list(let known)):
      return zip(given, known).lazy.compactMap { unknownKey(in: $0, beside: $1) }.first
    default: return nil
    }
  }

  private static func place(of error: DecodingError) -> String {
    switch error {
    case .keyNotFound(let key, let context):
      (context.codingPath + [key]).map(\.stringValue).joined(separator: ".")
    case .typeMismatch(_, let context), .valueNotFound(_, let context),
      .dataCorrupted(let context):
      context.codingPath.map(\.stringValue).joined(separator: ".")
    @unknown default: ""
    }
  }
}
