import Kernels

/// Brings all singular values of a matrix near 1, without a decomposition: five steps of a Newton–Schulz
/// iteration with the quintic polynomial of Keller Jordan's Muon (2024),
///
///     X₀ = G / (‖G‖ + 10⁻⁷), Frobenius' norm,
///     X ← a X + (b A + c A²) X with A = X Xᵀ, a = 3.4445, b = −4.775, c = 2.0315,
///
/// in Float where Jordan's code takes bfloat16. With more rows than columns the step is
/// X ← a X + X (b A + c A²) with A = Xᵀ X, which is that of the transpose. The polynomial is steep at 0, so
/// the singular values end between about 0.7 and 1.2, not at 1.
///
/// The norm is summed in Double, row by row; the products are those of `MatrixProduct`.
struct NewtonSchulz {
  static let steps = 5
  private static let (a, b, c): (Float, Float, Float) = (3.4445, -4.775, 2.0315)
  private static let smallestNorm: Float = 1e-7

  private let isTall: Bool
  /// Rows or columns, the fewer.
  private let side: Int
  /// A = X Xᵀ or Xᵀ X.
  private let gram: MatrixProduct
  /// A A.
  private let square: MatrixProduct
  /// (b A + c A²) X or X (b A + c A²).
  private let move: MatrixProduct

  init(rows: Int, columns: Int) {
    isTall = rows > columns
    side = min(rows, columns)
    let length = max(rows, columns)
    gram = MatrixProduct(
      isTall ? .leftTransposed : .rightTransposed, rows: side, inner: length, columns: side)
    square = MatrixProduct(.plain, rows: side, inner: side, columns: side)
    move = MatrixProduct(
      .plain, rows: rows, inner: isTall ? columns : rows, columns: columns)
  }

  /// Overwrites a row-major matrix.
  func orthogonalize(_ matrix: inout [Float]) {
    precondition(matrix.count == move.rows * move.columns, "a matrix of this shape")
    let norm = matrix.reduce(0.0) { $0 + Double($1) * Double($1) }.squareRoot()
    let scale = Float(norm) + Self.smallestNorm
    for index in matrix.indices { matrix[index] /= scale }
    let scratch = LaneBuffer(
      laneCount: max(gram.scratchLanes, square.scratchLanes, move.scratchLanes))
    var moved = [Float](repeating: 0, count: matrix.count)
    var gramMatrix = [Float](repeating: 0, count: side * side)
    var factor = gramMatrix
    for _ in 0..<Self.steps {
      compute(gram, matrix, matrix, to: &gramMatrix, scratch)
      compute(square, gramMatrix, gramMatrix, to: &factor, scratch)
      for index in factor.indices {
        factor[index] = Self.b * gramMatrix[index] + Self.c * factor[index]
      }
      if isTall {
        compute(move, matrix, factor, to: &moved, scratch)
      } else {
        compute(move, factor, matrix, to: &moved, scratch)
      }
      for index in matrix.indices { matrix[index] = Self.a * matrix[index] + moved[index] }
    }
  }

  private func compute(
    _ product: MatrixProduct, _ left: [Float], _ right: [Float], to result: inout [Float],
    _ scratch: LaneBuffer
  ) {
    left.withUnsafeBufferPointer { left in
      right.withUnsafeBufferPointer { right in
        result.withUnsafeMutableBufferPointer { result in
          guard let left = left.baseAddress, let right = right.baseAddress,
            let result = result.baseAddress
          else { preconditionFailure("a matrix has entries") }
          product.compute(
            left, right, to: result, accumulating: false, scratch: scratch.lanes,
            loop: ParallelLoop(threads: 1))
        }
      }
    }
  }
}
