import Differentiation
import TestSupport
import Testing

/// What a gradient must satisfy whatever the numbers.
@Suite struct InvariantTests {
  private let x = (0..<21).map { Float(scatter($0 + 1)) * 6 }

  /// The gradient of `loss` at `parameters`, which have `shape`.
  private func gradient(
    at parameters: [Float], shape: [Int] = [3, 7], threads: Int = 1, _ loss: (Tensor) -> Tensor
  ) -> [Float] {
    let workspace = Workspace(Program(loss: loss(Graph().parameter("p", shape))))
    var gradient = [Float](repeating: .nan, count: parameters.count)
    var span = gradient.mutableSpan
    _ = workspace.loss(at: parameters.span, gradient: &span, threads: threads)
    return gradient
  }

  @Test func theGradientOfASumIsOneEverywhere() {
    #expect(gradient(at: x) { $0.sum() } == x.map { _ in 1 })
  }

  @Test func theGradientOfSquaresIsTwiceTheParameters() {
    #expect(gradient(at: x) { $0.square().sum() } == x.map { 2 * $0 })
  }

  @Test func theSlopesOfSigmoidAndTangentAreEven() {
    for f in [{ $0.sigmoid() }, { $0.hyperbolicTangent() }] as [(Tensor) -> Tensor] {
      let (right, left) = (
        gradient(at: x) { f($0).sum() }, gradient(at: x.map { -$0 }) { f($0).sum() }
      )
      for (a, b) in zip(right, left) { #expect(abs(a - b) < 2e-7 && a > 0) }
    }
  }

  @Test func theSlopesOfTheLinearUnitsAreOneAboveZero() {
    let rectified = gradient(at: x) { $0.rectifiedLinear().sum() }
    let exponential = gradient(at: x) { $0.exponentialLinear().sum() }
    for (index, value) in x.enumerated() {
      #expect(rectified[index] == (value > 0 ? 1 : 0))
      #expect(value > 0 ? exponential[index] == 1 : (0..<1).contains(exponential[index]))
    }
    #expect(gradient(at: [0], shape: [1]) { $0.rectifiedLinear() } == [0])
  }

  @Test func aDifferenceWithItselfHasNoGradient() {
    #expect(gradient(at: x) { $0.subtracting($0).square().sum() } == x.map { _ in 0 })
  }

  @Test func theSumOfAProductIsLinearInEachFactor() {
    let graph = Graph()
    let workspace = Workspace(
      Program(loss: graph.parameter("p", [3, 4]).product(graph.parameter("p", [4, 5])).sum()))
    func gradient(_ left: Float) -> [Float] {
      let parameters = (0..<32).map { Float(scatter($0 + 1)) * ($0 < 12 ? left : 1) }
      var gradient = parameters
      var span = gradient.mutableSpan
      _ = workspace.loss(at: parameters.span, gradient: &span)
      return gradient
    }
    let (one, four) = (gradient(1), gradient(4))
    #expect(one[..<12] == four[..<12])
    #expect(one[12...].map { 4 * $0 } == Array(four[12...]))
  }

  @Test func aRowTakesTheSumOfItsColumns() {
    let graph = Graph()
    let loss = graph.parameter("p", [3, 7]).addingRow(graph.parameter("p", [7])).square().sum()
    let workspace = Workspace(Program(loss: loss))
    let parameters = (0..<28).map { Float(scatter($0 + 1)) }
    var gradient = parameters
    var span = gradient.mutableSpan
    _ = workspace.loss(at: parameters.span, gradient: &span)
    for column in 0..<7 {
      #expect(
        gradient[21 + column] == gradient[column] + gradient[7 + column] + gradient[14 + column])
    }
  }

  /// Probabilities and their labels both sum to one; a constant added to a row's logits is no news.
  @Test func crossEntropyIsBlindToAShiftOfARow() {
    let labels: [Float] = [2, 0, 6]
    func evaluate(_ shift: Float) -> (loss: Float, gradient: [Float]) {
      let graph = Graph()
      let input = graph.input([3])
      let loss = graph.parameter("p", [3, 7]).softmaxCrossEntropy(labels: input)
      let workspace = Workspace(Program(loss: loss))
      workspace.setInput(input.node, to: labels)
      let logits = x.map { $0 + shift }
      var gradient = logits
      var span = gradient.mutableSpan
      return (workspace.loss(at: logits.span, gradient: &span), gradient)
    }
    let plain = evaluate(0)
    for row in 0..<3 {
      #expect(abs(plain.gradient[row * 7..<(row + 1) * 7].reduce(0, +)) < 1e-7)
    }
    #expect(abs(evaluate(64).loss - plain.loss) < 1e-5)
    #expect(evaluate(1000).loss.isFinite)
  }

  @Test func bitsOfALargeProductDoNotDependOnThreads() {
    let parameters = (0..<784 * 20).map { Float(scatter($0 + 1)) }
    func gradient(threads: Int) -> [Float] {
      let graph = Graph()
      let images = graph.input([128, 784])
      let loss = images.product(graph.parameter("p", [784, 20])).sigmoid().square().sum()
      let workspace = Workspace(Program(loss: loss))
      workspace.setInput(images.node, to: (0..<128 * 784).map { Float(scatter($0 + 3)) })
      var gradient = parameters
      var span = gradient.mutableSpan
      let value = workspace.loss(at: parameters.span, gradient: &span, threads: threads)
      return [value] + gradient
    }
    let one = gradient(threads: 1)
    #expect(gradient(threads: 2) == one && gradient(threads: 3) == one)
  }
}
