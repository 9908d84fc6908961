import Foundation
import MetaTraining
import Optimizers
import TestSupport
import Testing

/// `docs/adding-an-estimator.md` shows an estimator that this target compiles and these tests use.
@Suite struct AddingAnEstimatorTests {
  @Test func thePageShowsTheEstimatorThatIsCompiledHere() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let page = try String(
      contentsOf: root.appending(path: "docs/adding-an-estimator.md"), encoding: .utf8)
    let code = try String(
      contentsOf: root.appending(
        path: "Examples/OwnOptimizer/Sources/OwnOptimizer/CentralDifferences.swift"),
      encoding: .utf8)
    #expect(page.contains("```swift\n\(code)```\n"))
  }

  /// h² / 6 times the third derivative, and losses of Floats over 2h.
  @Test func anEpisodeGivesTheGradientOfItsMetaLoss() throws {
    let point = [-0.3, 0.1]
    let draw = try episode("quadratic-uniform-1", functions: 3, horizon: 2)
    let episodes = CentralDifferences().episodes(
      of: CoordinatewiseLinear(outputScale: 1), for: draw.batch.layout, threads: 2)
    episodes.begin(draw)
    let found = try #require(episodes.next(point.map { Float($0) }))
    let wanted = centralDifferences(at: point, of: 0..<2, twoStepMetaLoss)
    for (found, wanted) in zip(found.values, wanted) {
      #expect(abs(Double(found) - wanted) < 1e-3 * abs(wanted), "\(found), \(wanted)")
    }
    #expect(found.innerSteps == 4 * 3 * 2)
    #expect(episodes.next(point.map { Float($0) }) == nil)
  }
}
