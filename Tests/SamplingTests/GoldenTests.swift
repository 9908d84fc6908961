import TestSupport
import Testing

/// What somebody who moved bits is told, and what keeps them from being recorded without a new version.
@Suite struct GoldenTests {
  private let golden = Golden<UInt64>(0xA, 3)

  @Test func bitsThatStayPassWhateverWasRaisedSince() {
    #expect(golden.flaw(of: 0xA, by: 1, 2) == nil)
    #expect(golden.flaw(of: 0xA, by: 2, 4) == nil)
  }

  @Test func bitsThatMoveAskForAVersionAndPassOnlyWithIt() throws {
    let flaw = try #require(golden.flaw(of: 0xB, by: 1, 2))
    #expect(flaw.contains("raise the version by 1") && flaw.contains("record Golden(0xB, 4)"))
    let recorded = Golden<UInt64>(0xB, 4)
    #expect(recorded.flaw(of: 0xB, by: 1, 2)?.contains("raise Arithmetic.version") == true)
    #expect(recorded.flaw(of: 0xB, by: 1, 3) == nil)
  }

  @Test func bitsThatMoveWithAModuleBelowAreRecordedAnew() {
    #expect(
      Golden(["+", "-"], 3).flaw(of: ["-"], by: 2, 2)
        == #"moved since generation 3: record Golden(["-"], 4)"#)
  }
}
