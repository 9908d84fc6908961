import Differentiation
import Kernels
import Sampling

/// f(θ) = ‖Wθ − y‖², W of d × d (Andrychowicz et al., 2016, section 3.1), θ₀ ~ N(0, 0.01²).
///
/// `uniform` draws W, y ~ U[0, 1): the problem of the published figure, whose curves start at
/// 10/3 = E‖y‖². `gaussian` draws W, y ~ N(0, 1): the problem of the paper's text.
public struct QuadraticFamily: OptimizeeFamily {
  public enum Distribution: String, CaseIterable, Sendable {
    case uniform
    case gaussian
  }

  public static let namePattern = "quadratic-(uniform|gaussian)-<dimension up to \(dimensionLimit)>"
  public static let summary = "‖Wθ − y‖² with W and y drawn from U[0, 1) or from N(0, 1)"
  public static let exampleNames = ["quadratic-uniform-10", "quadratic-gaussian-20"]
  private static let dimensionLimit = 1000

  public let distribution: Distribution
  public let dimension: Int

  public init?(name: String) {
    let parts = name.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0] == "quadratic",
      let distribution = Distribution(rawValue: String(parts[1])),
      let dimension = Int(parts[2]), (1...Self.dimensionLimit).contains(dimension),
      parts[2] == "\(dimension)"
    else { return nil }
    self.distribution = distribution
    self.dimension = dimension
  }

  public static func expectation(ofName name: String) -> String? {
    let isOneButForItsDimension = Distribution.allCases.contains { distribution in
      let stem = "quadratic-\(distribution.rawValue)-"
      return name.hasPrefix(stem) && name.dropFirst(stem.count).allSatisfy { $0.isNumber }
    }
    return isOneButForItsDimension ? "a dimension of at least 1 and at most \(dimensionLimit)" : nil
  }

  public var name: String { "quadratic-\(distribution.rawValue)-\(dimension)" }
  public var tensors: [ParameterTensor] { [.point(dimension: dimension)] }
  public var isDeterministic: Bool { true }
  public var usesDifferentiation: Bool { false }

  /// Draws W row by row, then y, then the initial parameters.
  public func sample(
    from streams: FunctionStreams, initialParameters: inout MutableSpan<Float>
  ) -> any Optimizee {
    let stream = streams.function
    let entry: () -> Float = {
      switch distribution {
      case .uniform: Float(stream.uniform())
      case .gaussian: Float(stream.gaussian())
      }
    }
    let matrix = PaddedMatrix(rows: dimension, columns: dimension) { _, _ in entry() }
    let target = (0..<dimension).map { _ in entry() }
    for index in 0..<dimension {
      initialParameters[index] = Float(stream.gaussian(standardDeviation: 0.01))
    }
    return Quadratic(matrix: matrix, target: target)
  }
}

/// One quadratic. The residual is summed column by column, the gradient 2Wᵀr row by row.
struct Quadratic: Optimizee {
  private let matrix: PaddedMatrix
  private let transposed: PaddedMatrix
  /// −y, padded.
  private let negativeTarget: [Float]

  init(matrix: PaddedMatrix, target: [Float]) {
    self.matrix = matrix
    transposed = matrix.transposed
    negativeTarget =
      target.map { -$0 } + Array(repeating: 0, count: matrix.columnLanes * 16 - target.count)
  }

  func loss(
    at parameters: Span<Float>, step: Int, gradient: inout MutableSpan<Float>
  ) -> Float {
    withResidual(at: parameters) { residual in
      withUnsafeTemporaryAllocation(of: Lanes.self, capacity: transposed.columnLanes) { result in
        guard let product = result.baseAddress else { return 0 }
        result.initialize(repeating: .zero)
        UnsafeMutableRawPointer(residual).withMemoryRebound(
          to: Float.self, capacity: matrix.rows
        ) { transposed.multiplyAdd($0, to: product) }
        for index in 0..<matrix.columns {
          gradient[index] = 2 * product[index / 16][index % 16]
        }
        return sumOfSquares(residual, count: matrix.columnLanes)
      }
    }
  }

  func loss(at parameters: Span<Float>, step: Int) -> Float {
    withResidual(at: parameters) { sumOfSquares($0, count: matrix.columnLanes) }
  }

  private func withResidual(
    at parameters: Span<Float>, _ body: (UnsafeMutablePointer<Lanes>) -> Float
  ) -> Float {
    withUnsafeTemporaryAllocation(of: Lanes.self, capacity: matrix.columnLanes) { residual in
      guard let lanes = residual.baseAddress else { return 0 }
      for lane in 0..<matrix.columnLanes {
        var value = Lanes.zero
        for index in 0..<16 { value[index] = negativeTarget[lane * 16 + index] }
        lanes.advanced(by: lane).initialize(to: value)
      }
      parameters.withUnsafeBufferPointer { parameters in
        guard let parameters = parameters.baseAddress else { return }
        matrix.multiplyAdd(parameters, to: lanes)
      }
      return body(lanes)
    }
  }
}
