import Foundation
import Results
import Settings

/// A value of a JSON text in an optimizer file, as a source of settings. The keys are those of suite
/// files.
struct JSONSource {
  let file: String
  /// For example `metadata.groups[0].rule`.
  let place: String
  private let value: Value

  private indirect enum Value: Decodable {
    case number(Double)
    case text(String)
    case list([Value])
    case mapping([String: Value])

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let text = try? container.decode(String.self) {
        self = .text(text)
      } else if let number = try? container.decode(Double.self) {
        self = .number(number)
      } else if let list = try? container.decode([Value].self) {
        self = .list(list)
      } else {
        self = .mapping(try container.decode([String: Value].self))
      }
    }
  }

  private init(file: String, place: String, value: Value) {
    self.file = file
    self.place = place
    self.value = value
  }

  init(text: String, file: String, place: String) throws {
    do {
      let value = try JSONDecoder().decode(Value.self, from: Data(text.utf8))
      self.init(file: file, place: place, value: value)
    } catch is DecodingError {
      throw ExecutionError.optimizerFile(
        file: file, place: place, found: "'\(text)'", expected: "JSON")
    }
  }

  /// The settings that a record holds.
  init(_ settings: [String: SettingValue], file: String, place: String) {
    let values = settings.mapValues { setting in
      switch setting {
      case .number(let number): Value.number(number)
      case .text(let text): Value.text(text)
      }
    }
    self.init(file: file, place: place, value: .mapping(values))
  }
}

extension JSONSource: OptimizerFileEntry {
  var isList: Bool { if case .list = value { true } else { false } }
  var isMapping: Bool { if case .mapping = value { true } else { false } }

  var number: Double? { if case .number(let number) = value { number } else { nil } }
  var whole: Int? { number.flatMap { Int(exactly: $0) } }
  var unsignedWhole: UInt64? { number.flatMap { UInt64(exactly: $0) } }

  var text: String? {
    if case .text(let text) = value, !text.isEmpty { text } else { nil }
  }

  func entries(_ expected: String) throws -> [any SettingSource] {
    guard case .list(let list) = value, !list.isEmpty else {
      throw invalid(expected: "a list of \(expected)")
    }
    return list.enumerated().map {
      JSONSource(file: file, place: "\(place)[\($0)]", value: $1)
    }
  }

  func values(keys: [String]) throws -> [String: any SettingSource] {
    guard case .mapping(let mapping) = value else { throw invalid(expected: "a mapping") }
    if let other = mapping.keys.sorted().first(where: { !keys.contains($0) }) {
      throw invalid(found: "the key \(other)", expected: keys.joined(separator: ", "))
    }
    return Dictionary(
      uniqueKeysWithValues: mapping.map { key, value in
        (key, JSONSource(file: file, place: "\(place).\(key)", value: value))
      })
  }

  func invalid(found: String?, expected: String) -> any Error {
    ExecutionError.optimizerFile(
      file: file, place: place, found: found ?? shown, expected: expected)
  }

  private var shown: String {
    switch value {
    case .number(let number): "\(number)"
    case .text(let text): "'\(text)'"
    case .list: "a list"
    case .mapping: "a mapping"
    }
  }
}
