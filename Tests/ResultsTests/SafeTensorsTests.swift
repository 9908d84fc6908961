import Foundation
import Testing

@testable import Results

struct SafeTensorsTests {
  /// Written by Tests/Oracles/safetensors_fixture.py with Python's safetensors 0.8.0.
  private let python: [UInt8]
  private static let contents = SafeTensors(
    tensors: [
      .init(name: "empty", shape: [0, 4], values: []),
      .init(name: "lstm.0.weight_ih", shape: [3, 2], values: [0, 1, 2, 3, 4, 5]),
      .init(name: "readout.bias", shape: [1], values: [-0.0]),
      .init(
        name: "readout.weight", shape: [1, 4],
        values: [0.5, -1.25, Float(bitPattern: 0x20_AAC8), 1 / 3]),
      .init(name: "scalar", shape: [], values: [7]),
    ], metadata: ["kind": "a \"quoted\" \\ kind\n"])

  init() throws {
    let url = try #require(
      Bundle.module.url(
        forResource: "python", withExtension: "safetensors", subdirectory: "Fixtures"))
    python = Array(try Data(contentsOf: url))
  }

  @Test func pythonsFileIsReadToTheBit() throws {
    let read = try SafeTensors(decoding: python, file: "python.safetensors")
    #expect(read == Self.contents)
    #expect(read["readout.bias"]?.values.first?.sign == .minus)
    #expect(read["absent"] == nil)
  }

  @Test func ourFileIsPythonsToTheByte() throws {
    var contents = Self.contents
    contents.tensors.reverse()
    #expect(try contents.encoded() == python)
  }

  @Test func severalMetadataAreWrittenInOrder() throws {
    let contents = SafeTensors(tensors: [], metadata: ["b": "2", "a": "\u{1}é"])
    let bytes = try contents.encoded()
    let header = #"{"__metadata__":{"a":"\u0001é","b":"2"}}"#
    #expect(String(decoding: bytes[8...], as: UTF8.self).hasPrefix(header))
    #expect(bytes.count.isMultiple(of: 8))
    #expect(try SafeTensors(decoding: bytes, file: "f") == contents)
  }

  @Test func aFileCutAnywhereIsRefused() {
    for length in python.indices {
      #expect(throws: ResultsError.self) {
        try SafeTensors(decoding: Array(python.prefix(length)), file: "f")
      }
    }
    #expect(throws: ResultsError.self) { try SafeTensors(decoding: python + [0], file: "f") }
  }

  @Test func aFlippedByteNeverCrashes() {
    for index in python.indices {
      for bit in 0..<8 {
        var damaged = python
        damaged[index] ^= 1 << UInt8(bit)
        let read = try? SafeTensors(decoding: damaged, file: "f")
        #expect((try? read?.encoded()) != python)
      }
    }
  }

  /// Headers over eight bytes of values.
  @Test(arguments: [
    (
      #"{"a":{"dtype":"F64","shape":[1],"data_offsets":[0,8]}}"#,
      "tensor a: found type F64, expected F32"
    ),
    (
      #"{"a":{"dtype":"F32","shape":[2],"data_offsets":[4,8]}}"#,
      "tensor a: found bytes 4 to 8, expected 0 to 8"
    ),
    (
      #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}"#,
      "found 8 bytes of values, expected 4, which the header names"
    ),
    (
      #"{"a":{"dtype":"F32","shape":[3],"data_offsets":[0,12]}}"#,
      "tensor a: found 8 bytes of values, expected at least 12: the file is cut short"
    ),
    (
      #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"#
        + #""b":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}"#,
      "tensor b: found bytes 0 to 4, expected 4 to 8"
    ),
    (
      #"{"a":{"dtype":"F32","shape":[-2],"data_offsets":[0,8]}}"#,
      "tensor a: found shape [-2], expected dimensions"
    ),
    (
      #"{"a":{"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,8]}}"#,
      "tensor a: found shape [4294967296, 4294967296], expected dimensions"
    ),
    (
      #"{"a":{"dtype":"F32","shape":[9223372036854775807],"data_offsets":[0,8]}}"#,
      "tensor a: found shape [9223372036854775807], expected dimensions"
    ),
    (
      #"{"a":{"dtype":"F32","shape":[2],"data_offsets":[-9223372036854775808,8]}}"#,
      "tensor a: found bytes -9223372036854775808 to 8"
    ),
    (
      #"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0]}}"#,
      "header: found no pair of data_offsets"
    ),
    (#"{"a":{"dtype":"F32","shape":[2]}}"#, "header: found no data_offsets"),
    (
      #"{"a":{"dtype":"F32","shape":2,"data_offsets":[0,8]}}"#,
      "header: found another type at a.shape"
    ),
    (#"{"__metadata__":{"p":10}}"#, "header: found another type at __metadata__.p"),
    (#"[1]"#, "not a safetensors file: found a header that does not begin with {"),
    (#"{"#, "header: found damaged text"),
  ])
  func anImpossibleHeaderIsRefusedByName(header: String, message: String) {
    var bytes = [UInt8](repeating: 0, count: 8) + Array(header.utf8) + Array(repeating: 0, count: 8)
    bytes[0] = UInt8(truncatingIfNeeded: header.utf8.count)
    #expect {
      try SafeTensors(decoding: bytes, file: "f")
    } throws: {
      "\($0)".hasPrefix("f: \(message)")
    }
  }

  @Test func aHugeHeaderLengthAllocatesNothing() {
    for length: [UInt8] in [Array(repeating: 255, count: 8), [1, 0, 16, 0, 0, 0, 0, 0]] {
      #expect(throws: ResultsError.self) { try SafeTensors(decoding: length, file: "f") }
    }
  }

  @Test func tensorsThatContradictThemselvesAreNotWritten() {
    for tensors: [SafeTensors.Tensor] in [
      [.init(name: "a", shape: [2], values: [1])],
      [.init(name: "a", shape: [], values: [1]), .init(name: "a", shape: [], values: [2])],
      [.init(name: "__metadata__", shape: [], values: [1])],
    ] {
      #expect(throws: ResultsError.self) {
        try SafeTensors(tensors: tensors, metadata: [:]).encoded()
      }
    }
  }
}
