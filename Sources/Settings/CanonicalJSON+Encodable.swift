extension CanonicalJSON {
  /// What `value` encodes. Throws `EncodingError.invalidValue`, with its place, for a number that is
  /// not finite.
  public init(encoding value: some Encodable) throws {
    self = try Place(nil).json(of: value, nil)
  }
}

/// A place in the JSON that a value fills through containers.
private final class Place: Encoder {
  enum Content {
    case json(CanonicalJSON)
    case list([Content])
    case object([String: Content])
    /// Filled by a container that was handed out.
    case place(Place)

    var json: CanonicalJSON {
      switch self {
      case .json(let json): json
      case .list(let contents): .list(contents.map(\.json))
      case .object(let contents): .object(contents.mapValues(\.json))
      case .place(let place): place.content.json
      }
    }
  }

  private let parent: Place?
  private let key: (any CodingKey)?
  /// A value that encodes nothing is an empty object.
  var content = Content.object([:])

  init(_ key: (any CodingKey)?, in parent: Place? = nil) { (self.key, self.parent) = (key, parent) }

  var codingPath: [any CodingKey] { (parent?.codingPath ?? []) + (key.map { [$0] } ?? []) }
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  func container<Key: CodingKey>(keyedBy _: Key.Type) -> KeyedEncodingContainer<Key> {
    KeyedEncodingContainer(ObjectContainer(place: self))
  }

  func unkeyedContainer() -> any UnkeyedEncodingContainer {
    content = .list([])
    return ListContainer(place: self)
  }

  func singleValueContainer() -> any SingleValueEncodingContainer { ValueContainer(place: self) }
}

extension Place {
  /// The JSON of a value that stands here, or below the key inside.
  func json(
    of value: some Encodable, _ key: @autoclosure () -> (any CodingKey)?
  ) throws -> CanonicalJSON {
    switch value {
    case let value as Float: return .single(try finite(value, key()))
    case let value as Double: return .number(try finite(value, key()))
    case let value as Int: return .integer(value)
    case let value as String: return .text(value)
    case let value as Bool: return .boolean(value)
    case let value as any UnsignedInteger & FixedWidthInteger: return .unsigned(UInt64(value))
    case let value as any FixedWidthInteger: return .integer(Int(value))
    default:
      let place = Place(key(), in: self)
      try value.encode(to: place)
      return place.content.json
    }
  }

  private func finite<Number: BinaryFloatingPoint>(
    _ number: Number, _ key: @autoclosure () -> (any CodingKey)?
  ) throws -> Number {
    guard number.isFinite else {
      throw EncodingError.invalidValue(
        number,
        .init(
          codingPath: Place(key(), in: self).codingPath,
          debugDescription: "JSON has finite numbers alone"))
    }
    return number
  }
}

private struct ObjectContainer<Key: CodingKey>: KeyedEncodingContainerProtocol {
  let place: Place

  var codingPath: [any CodingKey] { place.codingPath }

  private func set(_ content: Place.Content, _ key: any CodingKey) {
    guard case .object(var contents) = place.content else {
      preconditionFailure("a value is an object and something else")
    }
    place.content = .object([:])
    contents[key.stringValue] = content
    place.content = .object(contents)
  }

  func encodeNil(forKey key: Key) { set(.json(.null), key) }

  func encode(_ value: some Encodable, forKey key: Key) throws {
    set(.json(try place.json(of: value, key)), key)
  }

  private func filled(_ key: any CodingKey) -> Place {
    let inner = Place(key, in: place)
    set(.place(inner), key)
    return inner
  }

  func nestedContainer<Inner: CodingKey>(
    keyedBy type: Inner.Type, forKey key: Key
  ) -> KeyedEncodingContainer<Inner> {
    filled(key).container(keyedBy: type)
  }

  func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
    filled(key).unkeyedContainer()
  }

  func superEncoder() -> any Encoder { filled(Position(intValue: nil)) }

  func superEncoder(forKey key: Key) -> any Encoder { filled(key) }
}

private struct ListContainer: UnkeyedEncodingContainer {
  let place: Place
  private(set) var count = 0

  var codingPath: [any CodingKey] { place.codingPath }

  private mutating func append(_ content: Place.Content) {
    guard case .list(var contents) = place.content else {
      preconditionFailure("a value is a list and something else")
    }
    place.content = .list([])
    contents.append(content)
    place.content = .list(contents)
    count += 1
  }

  mutating func encodeNil() { append(.json(.null)) }

  mutating func encode(_ value: some Encodable) throws {
    append(.json(try place.json(of: value, Position(intValue: count))))
  }

  private mutating func filled() -> Place {
    let inner = Place(Position(intValue: count), in: place)
    append(.place(inner))
    return inner
  }

  mutating func nestedContainer<Inner: CodingKey>(
    keyedBy type: Inner.Type
  ) -> KeyedEncodingContainer<Inner> {
    filled().container(keyedBy: type)
  }

  mutating func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer {
    filled().unkeyedContainer()
  }

  mutating func superEncoder() -> any Encoder { filled() }
}

private struct ValueContainer: SingleValueEncodingContainer {
  let place: Place

  var codingPath: [any CodingKey] { place.codingPath }

  func encodeNil() { place.content = .json(.null) }

  func encode(_ value: some Encodable) throws {
    place.content = .json(try place.json(of: value, nil))
  }
}

/// A place of a list, or of what a superclass encodes.
private struct Position: CodingKey {
  let intValue: Int?
  var stringValue: String { intValue.map { "Index \($0)" } ?? "super" }

  init(intValue: Int?) { self.intValue = intValue }
  init?(stringValue: String) { nil }
  init?(intValue: Int) { self.intValue = intValue }
}
