import Kernels

/// One differentiable operation, made for one shape.
///
/// It lives in one file with the `Tensor` method that records it. `docs/differentiation.md` says how
/// tangents will be added.
public protocol Operation: Sendable {
  /// `Lanes` of its own that keep what the forward pass computed for the backward pass.
  var keptLanes: Int { get }
  /// `Lanes` of working memory, shared by all nodes and lost after each call.
  var workingLanes: Int { get }

  /// Overwrites the output.
  func forward(_ node: NodeBuffers, loop: ParallelLoop)

  /// Overwrites each wanted input gradient with its share, or adds the share to it.
  func backward(_ node: NodeBuffers, loop: ParallelLoop)
}

extension Operation {
  public var keptLanes: Int { 0 }
  public var workingLanes: Int { 0 }
}

/// What one node reads and writes in one workspace.
///
/// Every tensor is flat and row-major, starts on a 64-byte boundary and is followed by at least one
/// vector of its own that anybody may write and nobody may rely on: loops run over whole `Lanes`, and
/// an unaligned vector may begin at any of its elements. Sums have to leave that padding out.
public struct NodeBuffers {
  public let inputs: [UnsafeMutablePointer<Lanes>]
  public let output: UnsafeMutablePointer<Lanes>
  /// Elements of the output.
  public let count: Int
  public let outputGradient: UnsafeMutablePointer<Lanes>
  /// Nil for an input without a gradient.
  public let inputGradients: [Target?]
  public let kept: UnsafeMutablePointer<Lanes>
  public let working: UnsafeMutablePointer<Lanes>

  /// Where the gradient of an input goes.
  public struct Target {
    public let lanes: UnsafeMutablePointer<Lanes>
    /// False for the first share of a reverse pass, which overwrites.
    public let accumulates: Bool
  }
}

extension NodeBuffers {
  /// Whole vectors that hold the output.
  var laneCount: Int { (count + Lanes.width - 1) / Lanes.width }

  /// output = f(input 0), element by element.
  @inline(__always)
  func map(_ f: (Lanes) -> Lanes) {
    let input = inputs[0]
    for lane in 0..<laneCount { output[lane] = f(input[lane]) }
  }

  /// Gives input `index`, of the output's shape, its gradient: one vector for each position.
  @inline(__always)
  func setGradient(of index: Int, _ share: (_ lane: Int) -> Lanes) {
    guard let target = inputGradients[index] else { return }
    if target.accumulates {
      for lane in 0..<laneCount { target.lanes[lane] += share(lane) }
    } else {
      for lane in 0..<laneCount { target.lanes[lane] = share(lane) }
    }
  }
}

extension UnsafeMutablePointer<Lanes> {
  /// The same memory, float by float.
  var floats: UnsafeMutablePointer<Float> {
    UnsafeMutableRawPointer(self).assumingMemoryBound(to: Float.self)
  }
}
