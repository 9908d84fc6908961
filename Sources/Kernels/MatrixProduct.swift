import CLanes

/// A matrix product of one shape on row-major buffers.
///
/// Every entry of C is one chain of fused multiply-adds over the inner index k in increasing order,
/// from zero, or from the entry itself when accumulating. The bits therefore depend on nothing but
/// the operands: not on the tiles, the panels or the threads.
public struct MatrixProduct: Equatable, Sendable {
  public enum Form: Sendable {
    /// C[m, n] = A[m, k] B[k, n].
    case plain
    /// C[m, n] = Aᵀ B with A[k, m] and B[k, n].
    case leftTransposed
    /// C[m, n] = A Bᵀ with A[m, k] and B[n, k].
    case rightTransposed
  }

  public let form: Form
  /// m.
  public let rows: Int
  /// k.
  public let inner: Int
  /// n.
  public let columns: Int

  public init(_ form: Form, rows: Int, inner: Int, columns: Int) {
    precondition(rows > 0 && inner > 0 && columns > 0, "a matrix has rows and columns")
    self.form = form
    self.rows = rows
    self.inner = inner
    self.columns = columns
  }
}

extension MatrixProduct {
  /// `Lanes` of working memory a product needs: B laid out in panels, and for every task a strip of a
  /// transposed A.
  public var scratchLanes: Int { panelLanes + (form == .leftTransposed ? tasks * stripLanes : 0) }

  private var panelLanes: Int { (columns + Lanes.width - 1) / Lanes.width * inner }

  /// A strip is as high as a tile.
  private var stripLanes: Int {
    (ProductTileShape.rows * inner + Lanes.width - 1) / Lanes.width
  }

  /// Floating-point operations, a multiplication and an addition for each term.
  public var operations: Int { 2 * rows * inner * columns }

  /// Products below this many operations run on the calling thread: starting others costs more.
  private static let parallelOperations = 1_000_000

  /// Rows of C given to a thread at a time.
  private static let rowsPerTask = 4 * ProductTileShape.rows

  private var tasks: Int { (rows + Self.rowsPerTask - 1) / Self.rowsPerTask }

  /// Overwrites `c` with the product, or adds the product to it.
  ///
  /// `scratch` has `scratchLanes` `Lanes` and is overwritten; no buffer overlaps another.
  public func compute(
    _ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, to c: UnsafeMutablePointer<Float>,
    accumulating: Bool, scratch: UnsafeMutablePointer<Lanes>, loop: ParallelLoop
  ) {
    let strips = (scratch + panelLanes).floats
    if lanes_fill_a_register() {
      compute(a, b, to: c, accumulating: accumulating, panels: scratch, strips: strips, loop: loop)
    } else {
      compute(
        a, b, to: c, accumulating: accumulating, panels: scratch.halves, strips: strips, loop: loop)
    }
  }

  @inline(__always)
  private func compute<Value: Register>(
    _ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, to c: UnsafeMutablePointer<Float>,
    accumulating: Bool, panels: UnsafeMutablePointer<Value>, strips: UnsafeMutablePointer<Float>,
    loop: ParallelLoop
  ) {
    pack(b, to: panels)
    nonisolated(unsafe) let (a, packed, c, strips) = (a, UnsafePointer(panels), c, strips)
    let parallel = operations < Self.parallelOperations ? ParallelLoop(threads: 1) : loop
    parallel.run(tasks) { task, _ in
      let first = task * Self.rowsPerTask
      computeRows(
        first..<min(first + Self.rowsPerTask, rows), a, packed, c, accumulating,
        strip: strips + task * stripLanes * Lanes.width)
    }
  }

  /// Some rows of C, tile by tile, from the panels of B.
  @inline(__always)
  private func computeRows<Value: Register>(
    _ range: Range<Int>, _ a: UnsafePointer<Float>, _ packed: UnsafePointer<Value>,
    _ c: UnsafeMutablePointer<Float>, _ accumulating: Bool, strip: UnsafeMutablePointer<Float>
  ) {
    let width = ProductTile<Value>.columns
    for first in stride(
      from: range.lowerBound, to: range.upperBound, by: ProductTileShape.rows)
    {
      let count = min(ProductTileShape.rows, range.upperBound - first)
      let left = tileLeft(a, first: first, count: count, strip: strip)
      var panel = packed
      for column in stride(from: 0, to: columns, by: width) {
        let target = ProductTileTarget(
          entries: c + first * columns + column, rowStep: columns, rows: count,
          columns: min(width, columns - column))
        var tile = accumulating ? ProductTile<Value>(target) : ProductTile<Value>()
        tile.add(left, panel, inner: inner)
        tile.store(to: target)
        panel += inner
      }
    }
  }

  /// `count` rows of the left operand from row `first` on. Those of a transposed A are copied to
  /// `strip` as [k][row], because a tile that jumped from row to row of A would wait for memory.
  @inline(__always)
  private func tileLeft(
    _ a: UnsafePointer<Float>, first: Int, count: Int, strip: UnsafeMutablePointer<Float>
  ) -> ProductTileLeft {
    guard form == .leftTransposed else {
      return ProductTileLeft(a + first * inner, rowStep: inner, innerStep: 1, rows: count)
    }
    packStrip(a + first, count: count, to: strip)
    return ProductTileLeft(strip, rowStep: 1, innerStep: ProductTileShape.rows, rows: count)
  }
}
