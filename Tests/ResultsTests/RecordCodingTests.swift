import Testing

@testable import Results

struct RecordCodingTests {
  @Test(arguments: Samples.records)
  func aRecordSurvivesItsFile(record: Record) throws {
    let bytes = try record.encoded()
    #expect(try Record(decoding: bytes, file: "r.json") == record)
    #expect(try record.encoded() == bytes)
  }

  @Test func aManifestSurvivesItsFile() throws {
    let bytes = try Samples.manifest.encoded()
    #expect(try Manifest(decoding: bytes, file: "m.json") == Samples.manifest)
  }

  @Test func aRecordIsOneLineOfSortedJSONLedByItsChecksum() throws {
    let record = Samples.record("a", "a/b", .search(Samples.search))
    let body =
      #"{"content":{"search":{"candidate":0,"metaLearningRate":0.001,"metaSteps":5,"#
      + #""optimizee":"quadratic-uniform-10","optimizer":"lstm"}},"external":false,"#
      + #""formatVersion":1,"key":"\#(Samples.key("a"))","label":"a/b","suite":"sample"}"#
    let checksum = Digest.hexadecimal(of: body)
    let expected = #"{"checksum":"\#(checksum)",\#(body.dropFirst())"# + "\n"
    #expect(String(decoding: try record.encoded(), as: UTF8.self) == expected)
  }

  @Test func everyFloatKeepsItsBits() throws {
    var words: [UInt32] = [0, 0x8000_0000, 1, 0x007F_FFFF, 0x0080_0000, 0x7F7F_FFFF]
    var word: UInt32 = 1
    for _ in 0..<5_000 {
      word = word &* 1_664_525 &+ 1_013_904_223
      if Float(bitPattern: word).isFinite { words.append(word) }
    }
    var evaluation = Samples.evaluation
    evaluation.finalLosses = words.map(Float.init(bitPattern:))
    evaluation.areas = evaluation.finalLosses
    evaluation.divergences = []
    let bytes = try Samples.record("a", "floats", .evaluation(evaluation)).encoded()
    guard case .evaluation(let read) = try Record(decoding: bytes, file: "r.json").content else {
      Issue.record("another kind came back")
      return
    }
    #expect(read.finalLosses.map { $0?.bitPattern } == words)
  }

  @Test func aRecordCutAnywhereIsRefused() throws {
    for record in Samples.records {
      let bytes = try record.encoded()
      for length in bytes.indices {
        #expect(throws: ResultsError.self) {
          try Record(decoding: Array(bytes.prefix(length)), file: "r.json")
        }
      }
    }
  }

  @Test(arguments: [0x01, 0x20, 0x80] as [UInt8])
  func aRecordWithAnyByteFlippedIsRefused(mask: UInt8) throws {
    let bytes = try Samples.records[3].encoded()
    for index in bytes.indices {
      var damaged = bytes
      damaged[index] ^= mask
      #expect(throws: ResultsError.self) { try Record(decoding: damaged, file: "r.json") }
    }
  }

  /// Bodies with a right checksum that no version of l2l has written.
  @Test(arguments: [
    ("{}", "r.json: formatVersion: found a missing or wrong value, expected Record"),
    (
      #"{"formatVersion":2}"#,
      "r.json: formatVersion: found 2, expected 1: written by another version of l2l"
    ),
    (#"{"formatVersion":1}"#, "r.json: suite: found a missing or wrong value, expected Record"),
    (
      #"{"content":{"search":{"candidate":0,"metaLearningRate":1,"metaSteps":5,"optimizee":"x","#
        + #""optimizer":"y","extra":1}},"external":false,"formatVersion":1,"key":"k","#
        + #""label":"l","suite":"s"}"#,
      "r.json: content.search.extra: found an unknown key,"
        + " expected only keys of this format version"
    ),
    (
      #"{"content":{"search":{"candidate":0,"metaLearningRate":1,"metaSteps":5,"optimizee":"x","#
        + #""optimizer":"y"}},"external":false,"formatVersion":1,"key":"k","#
        + #""label":"l","suite":"s"}"#,
      "r.json: key: found k, expected 64 hexadecimal digits"
    ),
    (  // Found by fuzzing: a number that JSONDecoder skips over and JSONSerialization refuses.
      #"{"content":{"search":{"candidate":0,"metaLearningRate":1,"metaSteps":5,"optimizee":"x","#
        + #""optimizer":"y","extra":0.3.07}},"external":false,"formatVersion":1,"key":"k","#
        + #""label":"l","suite":"s"}"#,
      "r.json: found text that is not JSON, expected Record"
    ),
  ])
  func anUnsoundBodyIsRefusedByPlace(body: String, message: String) {
    let bytes = Array(
      "{\"checksum\":\"\(Digest.hexadecimal(of: body))\",\(body.dropFirst())\n".utf8)
    #expect {
      try Record(decoding: bytes, file: "r.json")
    } throws: {
      "\($0)" == message
    }
  }

  @Test func deepNestingIsRefused() {
    for opening in ["[", "{\"content\":"] {
      let body = String(repeating: opening, count: 100_000)
      let bytes = Array(
        "{\"checksum\":\"\(Digest.hexadecimal(of: "{" + body))\",\(body)\n".utf8)
      #expect(throws: ResultsError.self) { try Record(decoding: bytes, file: "r.json") }
    }
  }
}
