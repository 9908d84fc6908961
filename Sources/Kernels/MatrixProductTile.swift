/// Eight rows of C by one register, kept in registers while the inner index runs: as many sums as the
/// latency of a multiply-add needs, and narrow products waste little.
///
/// A tile at the lower edge computes its last row several times and stores it once; columns beyond
/// the right edge are computed from the zeros of the panel and not stored.
struct ProductTile<Value: Register> {
  static var columns: Int { Value.scalarCount }

  private var r0, r1, r2, r3, r4, r5, r6, r7: Value

  @inline(__always)
  init() {
    let zero = Value.splat(0)
    (r0, r1, r2, r3) = (zero, zero, zero, zero)
    (r4, r5, r6, r7) = (zero, zero, zero, zero)
  }
}

/// Rows of C in a tile.
enum ProductTileShape {
  static let rows = 8
}

/// The entries of the left operand a tile needs: entry (row, k) lies `offsets[row] + k · innerStep`
/// floats from `entries`.
struct ProductTileLeft {
  let entries: UnsafePointer<Float>
  let innerStep: Int
  let offset1, offset2, offset3, offset4, offset5, offset6, offset7: Int

  @inline(__always)
  init(_ entries: UnsafePointer<Float>, rowStep: Int, innerStep: Int, rows: Int) {
    self.entries = entries
    self.innerStep = innerStep
    let last = rows - 1
    offset1 = min(1, last) * rowStep
    offset2 = min(2, last) * rowStep
    offset3 = min(3, last) * rowStep
    offset4 = min(4, last) * rowStep
    offset5 = min(5, last) * rowStep
    offset6 = min(6, last) * rowStep
    offset7 = min(7, last) * rowStep
  }
}

/// Where a tile lies in C: at most `ProductTileShape.rows` by one register's entries.
struct ProductTileTarget {
  let entries: UnsafeMutablePointer<Float>
  let rowStep: Int
  let rows: Int
  let columns: Int
}

extension ProductTile {
  /// Adds the products with one panel of `inner` rows.
  @inline(__always)
  mutating func add(_ left: ProductTileLeft, _ panel: UnsafePointer<Value>, inner: Int) {
    var entry = left.entries
    for index in 0..<inner {
      let row = panel[index]
      r0 = .fma(.splat(entry[0]), row, r0)
      r1 = .fma(.splat(entry[left.offset1]), row, r1)
      r2 = .fma(.splat(entry[left.offset2]), row, r2)
      r3 = .fma(.splat(entry[left.offset3]), row, r3)
      r4 = .fma(.splat(entry[left.offset4]), row, r4)
      r5 = .fma(.splat(entry[left.offset5]), row, r5)
      r6 = .fma(.splat(entry[left.offset6]), row, r6)
      r7 = .fma(.splat(entry[left.offset7]), row, r7)
      entry += left.innerStep
    }
  }
}

extension ProductTile {
  /// The entries of `target`.
  @inline(__always)
  init(_ target: ProductTileTarget) {
    r0 = Self.load(0, of: target)
    r1 = Self.load(1, of: target)
    r2 = Self.load(2, of: target)
    r3 = Self.load(3, of: target)
    r4 = Self.load(4, of: target)
    r5 = Self.load(5, of: target)
    r6 = Self.load(6, of: target)
    r7 = Self.load(7, of: target)
  }

  @inline(__always)
  func store(to target: ProductTileTarget) {
    Self.store(r0, 0, to: target)
    Self.store(r1, 1, to: target)
    Self.store(r2, 2, to: target)
    Self.store(r3, 3, to: target)
    Self.store(r4, 4, to: target)
    Self.store(r5, 5, to: target)
    Self.store(r6, 6, to: target)
    Self.store(r7, 7, to: target)
  }

  @inline(__always)
  private static func load(_ row: Int, of target: ProductTileTarget) -> Value {
    guard row < target.rows else { return .splat(0) }
    return .load(target.entries + row * target.rowStep, first: target.columns)
  }

  @inline(__always)
  private static func store(_ value: Value, _ row: Int, to target: ProductTileTarget) {
    guard row < target.rows else { return }
    value.store(to: target.entries + row * target.rowStep, first: target.columns)
  }
}
