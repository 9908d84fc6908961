import Foundation
import Optimizees
import Testing

/// `docs/adding-an-optimizee.md` shows a family that this target compiles and these tests use.
@Suite struct AddingAnOptimizeeTests {
  private static let families = OptimizeeRegistry.families + [LeastSquaresFamily.self]

  private func text(_ path: String) throws -> String {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    return try String(contentsOf: root.appending(path: path), encoding: .utf8)
  }

  @Test func thePageShowsTheFamilyThatIsCompiledHere() throws {
    let page = try text("docs/adding-an-optimizee.md")
    let code = try text(
      "Examples/OwnOptimizer/Sources/OwnOptimizer/LeastSquares.swift")
    #expect(page.contains("```swift\n\(code)```\n"))
  }

  @Test func theRegistryFindsTheFamilyByName() throws {
    let name = "least-squares-12-5"
    let family = try #require(OptimizeeRegistry.family(named: name, among: Self.families))
    #expect(family.name == name && family.parameterCount == 5)
    #expect(OptimizeeRegistry.family(named: "least-squares-0-5", among: Self.families) == nil)
    #expect(OptimizeeRegistry.family(named: name) == nil)
  }

  @Test func descentReachesTheSolution() throws {
    let family = try #require(
      OptimizeeRegistry.family(named: "least-squares-12-5", among: Self.families))
    let batch = OptimizeeBatch(family, .metaTest, numbers: 0..<1, suiteSeed: 3)
    var parameters = batch.initialParameters
    var gradient = parameters
    var loss: Float = 0
    for step in 0..<2_000 {
      var span = gradient.mutableSpan
      loss = batch.functions[0].loss(at: parameters.span, step: step, gradient: &span)
      for index in parameters.indices { parameters[index] -= 0.01 * gradient[index] }
    }
    #expect(loss < 1e-9)
  }
}
