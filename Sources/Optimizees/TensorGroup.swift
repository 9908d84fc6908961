import Differentiation

/// Some tensors of every function of a layout, side by side in a layout of their own.
///
/// The group's vectors hold function after function and in each the group's tensors, in the order of
/// the whole layout.
public struct TensorGroup: Sendable {
  /// The group alone.
  public let layout: ParameterLayout
  /// Where the group's coordinates lie in the whole layout, in order. Tensors side by side are one run.
  private let runs: [Range<Int>]
  private let wholeCount: Int

  /// The tensors of `whole` that `contains` is true of.
  public init(of whole: ParameterLayout, where contains: (ParameterTensor) -> Bool) {
    layout = ParameterLayout(
      functions: whole.functions, tensors: whole.tensors.filter(contains))
    wholeCount = whole.count
    var runs: [Range<Int>] = []
    var start = 0
    for _ in 0..<whole.functions {
      for tensor in whole.tensors {
        defer { start += tensor.count }
        guard contains(tensor) else { continue }
        if let last = runs.last, last.upperBound == start {
          runs[runs.count - 1] = last.lowerBound..<start + tensor.count
        } else {
          runs.append(start..<start + tensor.count)
        }
      }
    }
    self.runs = runs
  }
}

extension TensorGroup {
  /// The group's coordinates of `whole`.
  public func gather(_ whole: Span<Float>) -> [Float] {
    precondition(whole.count == wholeCount, "a vector of the whole layout")
    var own: [Float] = []
    own.reserveCapacity(layout.count)
    for run in runs {
      for index in run { own.append(whole[index]) }
    }
    return own
  }

  /// Writes the group's coordinates of `whole`, and no others.
  public func scatter(_ own: [Float], into whole: inout MutableSpan<Float>) {
    precondition(own.count == layout.count && whole.count == wholeCount, "vectors of the layouts")
    var position = 0
    for run in runs {
      for index in run {
        whole[index] = own[position]
        position += 1
      }
    }
  }
}
