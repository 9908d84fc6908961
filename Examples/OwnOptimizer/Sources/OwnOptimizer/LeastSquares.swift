import Differentiation
import Optimizees
import Sampling

/// f(θ) = ‖Xθ − y‖², X of rows × columns with entries from N(0, 1), y = Xθ* with θ* from N(0, 1).
struct LeastSquaresFamily: OptimizeeFamily {
  static let namePattern = "least-squares-<rows>-<columns>"

  let rows: Int
  let columns: Int
  private let design: NodeID
  private let target: NodeID
  private let workspaces: WorkspacePool

  init?(name: String) {
    let parts = name.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 4, parts[..<2] == ["least", "squares"],
      let rows = Int(parts[2]), (1...1000).contains(rows), parts[2] == "\(rows)",
      let columns = Int(parts[3]), (1...1000).contains(columns), parts[3] == "\(columns)"
    else { return nil }
    self.rows = rows
    self.columns = columns

    let graph = Graph()
    let design = graph.input([rows, columns])
    let target = graph.input([rows, 1])
    let parameters = graph.parameter("parameters", [columns, 1])
    let loss = design.product(parameters).subtracting(target).square().sum()
    workspaces = WorkspacePool(Program(loss: loss))
    self.design = design.node
    self.target = target.node
  }

  var name: String { "least-squares-\(rows)-\(columns)" }
  var tensors: [ParameterTensor] { workspaces.program.parameters }
  var isDeterministic: Bool { true }

  /// Draws X row by row, then θ*, then the initial parameters from N(0, 0.01²).
  func sample(
    from streams: FunctionStreams, initialParameters: inout MutableSpan<Float>
  ) -> any Optimizee {
    let stream = streams.function
    let design = (0..<rows * columns).map { _ in Float(stream.gaussian()) }
    let solution = (0..<columns).map { _ in Float(stream.gaussian()) }
    for index in 0..<columns {
      initialParameters[index] = Float(stream.gaussian(standardDeviation: 0.01))
    }
    let target = (0..<rows).map { row in
      (0..<columns).reduce(Float(0)) { $0 + design[row * columns + $1] * solution[$1] }
    }
    return LeastSquares(
      design: design, target: target, inputs: (self.design, self.target), workspaces: workspaces)
  }
}

/// One function: its data, set in whichever workspace is free.
private struct LeastSquares: Optimizee {
  let design: [Float]
  let target: [Float]
  let inputs: (design: NodeID, target: NodeID)
  let workspaces: WorkspacePool

  func loss(at parameters: Span<Float>, step: Int, gradient: inout MutableSpan<Float>) -> Float {
    workspaces.use { workspace in
      load(into: workspace)
      return workspace.loss(at: parameters, gradient: &gradient)
    }
  }

  func loss(at parameters: Span<Float>, step: Int) -> Float {
    workspaces.use { workspace in
      load(into: workspace)
      return workspace.loss(at: parameters)
    }
  }

  private func load(into workspace: Workspace) {
    workspace.setInput(inputs.design, to: design)
    workspace.setInput(inputs.target, to: target)
  }
}
