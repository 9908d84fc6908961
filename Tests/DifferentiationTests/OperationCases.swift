import Differentiation
import TestSupport
import Testing

/// A small loss around one operation: by the engine and naively in Double, from parameters that
/// `Tests/Oracles/differentiation.py` gives PyTorch too.
struct OperationCase: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let shapes: [[Int]]
  var scale: Float = 1
  let loss: @Sendable ([Tensor], CaseInputs) -> Tensor
  let reference: @Sendable ([ReferenceMatrix]) -> Double
  let golden: Golden<UInt64>
}

/// The data a loss compares with, as inputs of a graph.
final class CaseInputs {
  private let graph: Graph
  private(set) var all: [(node: NodeID, elements: [Float])] = []

  init(_ graph: Graph) { self.graph = graph }

  func target(_ rows: Int, _ columns: Int) -> Tensor {
    input([rows, columns], (0..<rows * columns).map { Float(scatter(100 + $0)) })
  }

  func labels(_ rows: Int, _ classes: Int) -> Tensor {
    input([rows], referenceLabels(rows, classes).map { Float($0) })
  }

  func input(_ shape: [Int], _ elements: [Float]) -> Tensor {
    let tensor = graph.input(shape)
    all.append((tensor.node, elements))
    return tensor
  }
}

/// The same data for the naive losses.
private func referenceTarget(_ rows: Int, _ columns: Int) -> ReferenceMatrix {
  ReferenceMatrix(
    rows, columns, (0..<rows * columns).map { Double(Float(scatter(100 + $0))) })
}

private func referenceLabels(_ rows: Int, _ classes: Int) -> [Int] {
  (0..<rows).map { 7 * $0 % classes }
}

extension OperationCase {
  var count: Int { shapes.reduce(0) { $0 + $1.reduce(1, *) } }

  /// scatter(1), scatter(2), … times the scale.
  var parameters: [Float] { (0..<count).map { Float(scatter(1 + $0)) * scale } }

  /// A fresh workspace with its inputs set.
  func workspace() -> Workspace {
    let graph = Graph()
    let inputs = CaseInputs(graph)
    let workspace = Workspace(Program(loss: loss(shapes.map { graph.parameter("p", $0) }, inputs)))
    for (node, elements) in inputs.all { workspace.setInput(node, to: elements) }
    return workspace
  }

  func evaluate(at parameters: [Float], in workspace: Workspace? = nil) -> (
    loss: Float, gradient: [Float]
  ) {
    var gradient = [Float](repeating: .nan, count: count)
    var span = gradient.mutableSpan
    let loss = (workspace ?? self.workspace()).loss(at: parameters.span, gradient: &span)
    return (loss, gradient)
  }

  func reference(at parameters: [Double]) -> Double {
    var start = 0
    let matrices = shapes.map { shape in
      let (rows, columns) = shape.count == 1 ? (1, shape[0]) : (shape[0], shape[1])
      defer { start += rows * columns }
      return ReferenceMatrix(rows, columns, Array(parameters[start..<start + rows * columns]))
    }
    return reference(matrices)
  }
}

extension Tensor {
  /// Σ (this − target)².
  func squaredDistance(to target: Tensor) -> Tensor { subtracting(target).square().sum() }
}

/// Σ (f(x) − target)² on 3 × 7 elements from −3 to 3.
private func elementwise(
  _ name: String, _ method: @escaping @Sendable (Tensor) -> Tensor,
  _ function: @escaping @Sendable (Double) -> Double, golden: Golden<UInt64>
) -> OperationCase {
  OperationCase(
    testDescription: name, shapes: [[3, 7]], scale: 6,
    loss: { method($0[0]).squaredDistance(to: $1.target(3, 7)) },
    reference: { $0[0].map(function).subtracting(referenceTarget(3, 7)).sumOfSquares },
    golden: golden)
}

let operationCases = [
  OperationCase(
    testDescription: "product", shapes: [[9, 5], [5, 11]],
    loss: { $0[0].product($0[1]).squaredDistance(to: $1.target(9, 11)) },
    reference: { $0[0].product($0[1]).subtracting(referenceTarget(9, 11)).sumOfSquares },
    golden: Golden(0xB8983AAAB1E4013C, 2)),
  OperationCase(
    testDescription: "product of a matrix with itself", shapes: [[7, 7]],
    loss: { $0[0].product($0[0]).squaredDistance(to: $1.target(7, 7)) },
    reference: { $0[0].product($0[0]).subtracting(referenceTarget(7, 7)).sumOfSquares },
    golden: Golden(0x0093378C1F0BC8D5, 2)),
  OperationCase(
    testDescription: "addingRow", shapes: [[5, 21], [21]],
    loss: { $0[0].addingRow($0[1]).squaredDistance(to: $1.target(5, 21)) },
    reference: { $0[0].addingRow($0[1]).subtracting(referenceTarget(5, 21)).sumOfSquares },
    golden: Golden(0x211119542D1F13E1, 2)),
  OperationCase(
    testDescription: "addingRow twice", shapes: [[5, 21], [21]],
    loss: { parameters, _ in
      parameters[0].addingRow(parameters[1]).addingRow(parameters[1]).square().sum()
    },
    reference: { parameters in
      parameters[0].addingRow(parameters[1]).addingRow(parameters[1]).sumOfSquares
    },
    golden: Golden(0x61120FBCFF40BEFE, 2)),
  elementwise(
    "sigmoid", { $0.sigmoid() }, ReferenceActivation.sigmoid, golden: Golden(0xE4EAC6A5D39EAC90, 2)),
  elementwise(
    "hyperbolicTangent", { $0.hyperbolicTangent() }, ReferenceActivation.hyperbolicTangent,
    golden: Golden(0x5E2806259552B9AB, 2)),
  elementwise(
    "rectifiedLinear", { $0.rectifiedLinear() }, ReferenceActivation.rectifiedLinear,
    golden: Golden(0x69393AE2018B91AD, 2)),
  elementwise(
    "exponentialLinear", { $0.exponentialLinear() }, ReferenceActivation.exponentialLinear,
    golden: Golden(0x40F54E6D05460664, 2)),
  elementwise("square", { $0.square() }, { $0 * $0 }, golden: Golden(0x52BD7A95D4541156, 2)),
  OperationCase(
    testDescription: "subtracting", shapes: [[3, 7], [3, 7]],
    loss: { parameters, _ in parameters[0].squaredDistance(to: parameters[1]) },
    reference: { parameters in parameters[0].subtracting(parameters[1]).sumOfSquares },
    golden: Golden(0x902F56EBB01A1607, 2)),
  OperationCase(
    testDescription: "subtracting itself", shapes: [[3, 7]], scale: 6,
    loss: { parameters, _ in parameters[0].sigmoid().squaredDistance(to: parameters[0]) },
    reference: { parameters in
      parameters[0].map(ReferenceActivation.sigmoid).subtracting(parameters[0]).sumOfSquares
    },
    golden: Golden(0xF54213D5B96E3017, 2)),
  OperationCase(
    testDescription: "sum", shapes: [[5, 9]],
    loss: { parameters, inputs in
      parameters[0].sum().subtracting(inputs.input([1], [0.25])).square()
    },
    reference: { parameters in
      (parameters[0].sum - 0.25) * (parameters[0].sum - 0.25)
    },
    golden: Golden(0x10FA991BD6A6009E, 2)),
  OperationCase(
    testDescription: "softmaxCrossEntropy", shapes: [[19, 10]], scale: 8,
    loss: { parameters, inputs in parameters[0].softmaxCrossEntropy(labels: inputs.labels(19, 10))
    },
    reference: { $0[0].softmaxCrossEntropy(labels: referenceLabels(19, 10)) },
    golden: Golden(0x992DB938CBAFB729, 2)),
  OperationCase(
    testDescription: "softmaxCrossEntropy and squares", shapes: [[19, 10]], scale: 2,
    loss: { parameters, inputs in
      parameters[0].softmaxCrossEntropy(labels: inputs.labels(19, 10)).subtracting(
        parameters[0].square().sum())
    },
    reference: {
      $0[0].softmaxCrossEntropy(labels: referenceLabels(19, 10)) - $0[0].sumOfSquares
    },
    golden: Golden(0x5BC90A7B22B0FAE4, 2)),
]
