import Differentiation
import Testing

/// The code of `docs/differentiation.md`; `scripts/check-docs` looks for it here.
@Suite struct PageTests {
  @Test func classifierOfThePageStartsFromTheLossOfAGuess() {
    let graph = Graph()
    let images = graph.input([128, 784])
    let labels = graph.input([128])
    let weights = graph.parameter("weights", [784, 10])
    let loss = images.product(weights).softmaxCrossEntropy(labels: labels)
    let pool = WorkspacePool(Program(loss: loss))

    let found = pool.use { workspace in
      workspace.setInput(images.node, to: [Float](repeating: 0.5, count: 128 * 784))
      workspace.setInput(labels.node, to: (0..<128).map { Float($0 % 10) })
      let zeros = [Float](repeating: 0, count: 784 * 10)
      return workspace.loss(at: zeros.span)
    }
    // ln 10.
    #expect(abs(found - 2.302585) < 1e-5)
  }
}
