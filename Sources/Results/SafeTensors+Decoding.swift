import Foundation

extension SafeTensors {
  /// Reads a file's bytes; `file` names it in errors. Nothing is allocated on the word of a length
  /// or shape before it has been checked against the bytes that are there.
  public init(decoding bytes: [UInt8], file: String) throws {
    func invalid(_ place: String, found: String, expected: String) -> ResultsError {
      .invalid(file: file, place: place, found: found, expected: expected)
    }
    guard bytes.count >= 8 else {
      throw invalid("", found: "\(bytes.count) bytes", expected: "a safetensors file")
    }
    guard bytes.count == 8 || bytes[8] == UInt8(ascii: "{") else {
      throw invalid(
        "not a safetensors file", found: "a header that does not begin with {",
        expected: "one of JSON")
    }
    var headerLength: UInt64 = 0
    for shift in 0..<8 { headerLength |= UInt64(bytes[shift]) << (8 * UInt64(shift)) }
    guard headerLength <= UInt64(Self.headerLimit) else {
      throw invalid(
        "header", found: "a length of \(headerLength) bytes",
        expected: "at most \(Self.headerLimit)")
    }
    guard Int(headerLength) <= bytes.count - 8 else {
      throw invalid(
        "header", found: "\(bytes.count - 8) bytes",
        expected: "\(headerLength): the file is cut short")
    }
    let values = bytes[(8 + Int(headerLength))...]
    let header: Header
    do {
      header = try JSONDecoder().decode(Header.self, from: Data(bytes[8..<values.startIndex]))
    } catch {
      throw invalid("header", found: Self.text(of: error), expected: "a safetensors header in JSON")
    }
    var tensors: [Tensor] = []
    var offset = 0
    for entry in header.entries.sorted(by: {
      ($0.start, $0.end, $0.name) < ($1.start, $1.end, $1.name)
    }) {
      guard entry.type == "F32" else {
        throw invalid(entry.place, found: "type \(entry.type.prefix(20))", expected: "F32")
      }
      guard let count = Self.elementCount(of: entry.shape) else {
        throw invalid(
          entry.place, found: "shape \(entry.shape.prefix(8))",
          expected: "dimensions of at least 0 and at most \(Self.fileLimit) elements in all")
      }
      guard entry.start == offset, entry.end == offset + 4 * count else {
        throw invalid(
          entry.place, found: "bytes \(entry.start) to \(entry.end)",
          expected: "\(offset) to \(offset + 4 * count)")
      }
      guard entry.end <= values.count else {
        throw invalid(
          entry.place, found: "\(values.count) bytes of values",
          expected: "at least \(entry.end): the file is cut short")
      }
      let slice = values[(values.startIndex + entry.start)..<(values.startIndex + entry.end)]
      tensors.append(
        Tensor(name: entry.name, shape: entry.shape, values: Self.floats(littleEndian: slice)))
      offset = entry.end
    }
    guard offset == values.count else {
      throw invalid(
        "", found: "\(values.count) bytes of values", expected: "\(offset), which the header names")
    }
    self.init(tensors: tensors.sorted { $0.name < $1.name }, metadata: header.metadata)
  }

  private static func floats(littleEndian bytes: ArraySlice<UInt8>) -> [Float] {
    stride(from: bytes.startIndex, to: bytes.endIndex, by: 4).map { start in
      var word: UInt32 = 0
      for shift in 0..<4 { word |= UInt32(bytes[start + shift]) << (8 * UInt32(shift)) }
      return Float(bitPattern: word)
    }
  }

  private static func text(of error: any Error) -> String {
    switch error {
    case DecodingError.keyNotFound(let key, _): "no \(key.stringValue)"
    case DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context):
      "another type at \(context.codingPath.map(\.stringValue).joined(separator: "."))"
    default: "damaged text"
    }
  }
}

/// The JSON header, before any of its numbers is believed.
private struct Header: Decodable {
  struct Entry {
    var name: String
    var type: String
    var shape: [Int]
    var start: Int
    var end: Int

    var place: String { "tensor \(name.prefix(100))" }
  }

  private struct Fields: Decodable {
    var dtype: String
    var shape: [Int]
    var data_offsets: [Int]  // the format's own spelling
  }

  private struct Name: CodingKey {
    var stringValue: String
    var intValue: Int? { nil }

    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  var metadata: [String: String] = [:]
  var entries: [Entry] = []

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Name.self)
    for key in container.allKeys {
      if key.stringValue == "__metadata__" {
        metadata = try container.decode([String: String].self, forKey: key)
        continue
      }
      let fields = try container.decode(Fields.self, forKey: key)
      guard fields.data_offsets.count == 2 else {
        throw DecodingError.keyNotFound(
          Name(stringValue: "pair of data_offsets"), .init(codingPath: [], debugDescription: ""))
      }
      entries.append(
        Entry(
          name: key.stringValue, type: fields.dtype, shape: fields.shape,
          start: fields.data_offsets[0], end: fields.data_offsets[1]))
    }
  }
}
