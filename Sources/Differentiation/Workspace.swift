import Kernels

/// The memory of one worker for one program, planned once and used again by every pass.
///
/// Used by one thread at a time. Nothing a pass leaves behind changes the next one, so any function
/// of the family can use any workspace.
public final class Workspace: @unchecked Sendable {
  public let program: Program
  private let values: [LaneBuffer]
  /// One each for nodes with a gradient, an empty one for the rest.
  private let gradients: [LaneBuffer]
  private let kept: [LaneBuffer]
  private let working: LaneBuffer
  private let nodes: [NodeBuffers]

  public init(_ program: Program) {
    self.program = program
    /// Whole vectors and one more: `NodeBuffers` promises it.
    func buffer(count: Int) -> LaneBuffer { LaneBuffer(count: count + Lanes.width) }
    let values = program.nodes.map { buffer(count: $0.count) }
    let gradients = program.nodes.map {
      $0.needsGradient ? buffer(count: $0.count) : LaneBuffer(laneCount: 0)
    }
    let kept = program.nodes.map { LaneBuffer(laneCount: $0.operation?.keptLanes ?? 0) }
    let working = LaneBuffer(
      laneCount: program.nodes.map { $0.operation?.workingLanes ?? 0 }.max() ?? 0)
    nodes = program.nodes.enumerated().map { index, node in
      NodeBuffers(
        inputs: node.inputs.map { values[$0.index].lanes }, output: values[index].lanes,
        count: node.count, outputGradient: gradients[index].lanes,
        inputGradients: zip(node.inputs, program.isFirstShare[index]).map { input, isFirst in
          program.nodes[input.index].needsGradient
            ? .init(lanes: gradients[input.index].lanes, accumulates: !isFirst) : nil
        }, kept: kept[index].lanes, working: working.lanes)
    }
    (self.values, self.gradients, self.kept, self.working) = (values, gradients, kept, working)
  }
}

extension Graph.Node {
  var operation: (any Operation)? {
    guard case .operation(let operation) = role else { return nil }
    return operation
  }
}

extension Workspace {
  /// Lets `body` write the elements of an input.
  public func setInput(_ node: NodeID, _ body: (inout MutableSpan<Float>) -> Void) {
    guard case .input = program.nodes[node.index].role else {
      preconditionFailure("node \(node.index) is not an input")
    }
    let elements = UnsafeMutableBufferPointer(
      start: values[node.index].floats, count: program.nodes[node.index].count)
    var span = elements.mutableSpan
    body(&span)
  }

  /// Sets all elements of an input.
  public func setInput(_ node: NodeID, to elements: [Float]) {
    setInput(node) { span in
      precondition(span.count == elements.count, "one value an element")
      for index in elements.indices { span[index] = elements[index] }
    }
  }

  /// A node's elements as the last pass left them.
  public func values(of node: NodeID) -> [Float] {
    Array(
      UnsafeBufferPointer(
        start: values[node.index].floats, count: program.nodes[node.index].count))
  }
}

extension Workspace {
  /// The loss at `parameters`, for the inputs set before; the same bits for any number of threads.
  public func loss(at parameters: Span<Float>, threads: Int = 1) -> Float {
    let loop = ParallelLoop(threads: threads)
    load(parameters)
    for (index, node) in program.nodes.enumerated() {
      node.operation?.forward(nodes[index], loop: loop)
    }
    return values[values.count - 1].floats[0]
  }

  /// The loss, and its gradient, which overwrites `gradient`.
  public func loss(
    at parameters: Span<Float>, gradient: inout MutableSpan<Float>, threads: Int = 1
  ) -> Float {
    let result = loss(at: parameters, threads: threads)
    let loop = ParallelLoop(threads: threads)
    gradients[gradients.count - 1].floats[0] = 1
    for (index, node) in program.nodes.enumerated().reversed() where node.needsGradient {
      node.operation?.backward(nodes[index], loop: loop)
    }
    store(to: &gradient)
    return result
  }

  private func load(_ parameters: Span<Float>) {
    precondition(parameters.count == program.parameterCount, "wrong number of parameters")
    parameters.withUnsafeBufferPointer { parameters in
      guard let parameters = parameters.baseAddress else { return }
      for (index, node) in program.nodes.enumerated() {
        guard case .parameter(let offset) = node.role else { continue }
        values[index].floats.update(from: parameters + offset, count: node.count)
      }
    }
  }

  private func store(to gradient: inout MutableSpan<Float>) {
    precondition(gradient.count == program.parameterCount, "wrong number of parameters")
    gradient.withUnsafeMutableBufferPointer { gradient in
      guard let gradient = gradient.baseAddress else { return }
      for (index, node) in program.nodes.enumerated() {
        guard case .parameter(let offset) = node.role else { continue }
        (gradient + offset).update(from: gradients[index].floats, count: node.count)
      }
    }
  }
}
