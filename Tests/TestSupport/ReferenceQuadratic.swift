import Sampling

/// ‖Wθ − y‖² written down naively in Double, from the same draws as the family's: its oracle.
public struct ReferenceQuadratic {
  public let matrix: [[Double]]
  public let target: [Double]
  public let initialParameters: [Double]

  public init(gaussian: Bool = false, dimension: Int, drawnFrom stream: RandomStream) {
    func entry() -> Double { Double(Float(gaussian ? stream.gaussian() : stream.uniform())) }
    matrix = (0..<dimension).map { _ in (0..<dimension).map { _ in entry() } }
    target = (0..<dimension).map { _ in entry() }
    initialParameters = (0..<dimension).map { _ in
      Double(Float(stream.gaussian(standardDeviation: 0.01)))
    }
  }

  private func residuals(_ parameters: ArraySlice<Double>) -> [Double] {
    zip(matrix, target).map { row, y in zip(row, parameters).reduce(-y) { $0 + $1.0 * $1.1 } }
  }

  public func loss(_ parameters: ArraySlice<Double>) -> Double {
    residuals(parameters).reduce(0) { $0 + $1 * $1 }
  }

  public func gradient(_ parameters: ArraySlice<Double>) -> [Double] {
    let residuals = residuals(parameters)
    return parameters.indices.map { column in
      let position = column - parameters.startIndex
      return 2 * zip(matrix, residuals).reduce(0) { $0 + $1.0[position] * $1.1 }
    }
  }
}
