import Settings

/// Named Float32 tensors with text metadata: the contents of one `*.safetensors` file.
///
/// Format: eight bytes with the header's length N (little-endian), N bytes of JSON padded with
/// spaces to a multiple of 8, then the tensors' values, little-endian and row-major, in the order
/// of their names, with neither gap nor overlap.
/// Source: github.com/huggingface/safetensors, "Format".
public struct SafeTensors: Equatable, Sendable {
  /// The longest header read or written, in bytes.
  public static let headerLimit = 1 << 20
  /// The longest file read, in bytes.
  public static let fileLimit = 1 << 30

  public struct Tensor: Equatable, Sendable {
    public var name: String
    /// Row-major; empty for a single number.
    public var shape: [Int]
    public var values: [Float]

    public init(name: String, shape: [Int], values: [Float]) {
      self.name = name
      self.shape = shape
      self.values = values
    }
  }

  /// In the order of their names once encoded or decoded.
  public var tensors: [Tensor]
  public var metadata: [String: String]

  public init(tensors: [Tensor], metadata: [String: String]) {
    self.tensors = tensors
    self.metadata = metadata
  }

  public subscript(name: String) -> Tensor? { tensors.first { $0.name == name } }
}

extension SafeTensors {
  /// The number of elements of `shape`; nil when a dimension is negative or the product too large.
  static func elementCount(of shape: [Int]) -> Int? {
    var count = 1
    for dimension in shape {
      let (product, overflow) = count.multipliedReportingOverflow(by: dimension)
      guard dimension >= 0, !overflow, product <= fileLimit else { return nil }
      count = product
    }
    return count
  }
}

extension SafeTensors {
  /// The file's bytes: the same for equal contents, whatever the order of `tensors`.
  public func encoded() throws -> [UInt8] {
    let sorted = tensors.sorted { $0.name < $1.name }
    var header = Array(try Self.header(of: sorted, metadata: metadata).utf8)
    header += Array(repeating: UInt8(ascii: " "), count: (8 - header.count % 8) % 8)
    guard header.count <= Self.headerLimit else {
      throw ResultsError.unwritable(
        label: "header", found: "\(header.count) bytes", expected: "at most \(Self.headerLimit)")
    }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(8 + header.count + sorted.reduce(0) { $0 + 4 * $1.values.count })
    for shift in 0..<8 { bytes.append(UInt8(truncatingIfNeeded: header.count >> (8 * shift))) }
    bytes += header
    for tensor in sorted {
      for value in tensor.values {
        for shift in 0..<4 {
          bytes.append(UInt8(truncatingIfNeeded: value.bitPattern >> (8 * shift)))
        }
      }
    }
    return bytes
  }

  private static func header(
    of tensors: [Tensor], metadata: [String: String]
  ) throws -> String {
    var entries: [String] = []
    if !metadata.isEmpty {
      let pairs = metadata.sorted { $0.key < $1.key }.map {
        "\(JSONText.quoted($0.key)):\(JSONText.quoted($0.value))"
      }
      entries.append("\"__metadata__\":{\(pairs.joined(separator: ","))}")
    }
    var offset = 0
    var previous: String?
    for tensor in tensors {
      guard tensor.name != previous, tensor.name != "__metadata__" else {
        throw ResultsError.unwritable(
          label: tensor.name, found: "a name that is taken", expected: "a name of its own")
      }
      guard elementCount(of: tensor.shape) == tensor.values.count else {
        throw ResultsError.unwritable(
          label: tensor.name, found: "\(tensor.values.count) values",
          expected: "as many as the shape \(tensor.shape) has")
      }
      let end = offset + 4 * tensor.values.count
      let shape = tensor.shape.map(String.init).joined(separator: ",")
      entries.append(
        "\(JSONText.quoted(tensor.name)):"
          + "{\"dtype\":\"F32\",\"shape\":[\(shape)],\"data_offsets\":[\(offset),\(end)]}")
      (offset, previous) = (end, tensor.name)
    }
    return "{\(entries.joined(separator: ","))}"
  }
}
