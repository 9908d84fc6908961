import Settings
import Testing

private struct Everything: Encodable {
  enum Colour: String, Encodable { case red }
  enum CodingKeys: String, CodingKey { case b, B, é, a, text, flag, list, lists, colour, small }

  var b = 1.0
  var B: Double? = 0.1
  var é: Int?
  var a = Float(0.1)
  var text = "a/\"b\"\n"
  var flag = true
  var list: [Float?] = [.leastNonzeroMagnitude, nil, -0.0, 16_777_216, 3.4028235e38]
  var lists: [[Int]] = [[], [1, -2]]
  var colour = Colour.red
  var small = UInt64.max
}

/// Encodes itself through containers inside of containers.
private struct Nested: Encodable {
  enum Key: String, CodingKey { case outer, list }

  func encode(to encoder: any Encoder) throws {
    var object = encoder.container(keyedBy: Key.self)
    var inner = object.nestedContainer(keyedBy: Key.self, forKey: .outer)
    var list = object.nestedUnkeyedContainer(forKey: .list)
    try list.encode(1)
    var last = list.nestedContainer(keyedBy: Key.self)
    try last.encode("last", forKey: .list)
    try inner.encode("filled late", forKey: .outer)
  }
}

@Suite struct CanonicalJSONTests {
  @Test func everyValueHasOneSpelling() throws {
    let text = try CanonicalJSON(encoding: Everything(é: 7)).encoded
    #expect(
      text
        == #"{"B":0.1,"a":0.1,"b":1,"colour":"red","flag":true,"list":[1e-45,null,-0,1"#
        + #"6777216,3.4028235e+38],"lists":[[],[1,-2]],"small":18446744073709551615,"#
        + #""text":"a/\"b\"\n","é":7}"#)
  }

  /// By UTF-8, "z" comes before "é", which Unicode's own order would not have it.
  @Test func keysAreSortedByTheirBytes() {
    let object: CanonicalJSON = ["é": "3", "z": "2", "Z": "1", "𝄞": "5", "\u{FFFD}": "4"]
    #expect(object.encoded == #"{"Z":"1","z":"2","é":"3","\#u{FFFD}":"4","𝄞":"5"}"#)
  }

  @Test func containersInsideOfContainersAreFilledWhenTheyAreRead() throws {
    #expect(
      try CanonicalJSON(encoding: [Nested()]).encoded
        == #"[{"list":[1,{"list":"last"}],"outer":{"outer":"filled late"}}]"#)
  }

  /// The digits of a Float are those of a Float, not of the Double nearest to it.
  @Test func numbersComeBack() throws {
    var word: UInt64 = 1
    for _ in 0..<10_000 {
      word = word &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let (double, single) = (
        Double(bitPattern: word), Float(bitPattern: UInt32(truncatingIfNeeded: word >> 32))
      )
      if double.isFinite {
        #expect(Double(CanonicalJSON.number(double).encoded) == double)
      }
      if single.isFinite {
        let text = CanonicalJSON.single(single).encoded
        #expect(Float(text) == single && text.count <= 15)
      }
    }
  }

  @Test func aNumberThatIsNotFiniteIsRefusedWithItsPlace() {
    #expect {
      try CanonicalJSON(encoding: ["losses": [1, Float.infinity]])
    } throws: { error in
      guard case EncodingError.invalidValue(let value, let context)? = error as? EncodingError
      else { return false }
      return value as? Float == .infinity
        && context.codingPath.map(\.stringValue) == ["losses", "Index 1"]
    }
  }
}
