import CLanes

/// Eight rows by two vectors of C, kept in registers while the inner index runs.
///
/// A tile at the lower edge computes its last row several times and stores it once; columns beyond
/// the right edge are computed from the zeros of the panel and not stored.
struct ProductTile {
  static let rows = 8
  static let vectors = 2
  static let columns = vectors * Lanes.width

  private var r0, r1, r2, r3, r4, r5, r6, r7: Pair

  private struct Pair {
    var low = Lanes.zero
    var high = Lanes.zero

    @inline(__always)
    mutating func add(_ value: Float, _ low: Lanes, _ high: Lanes) {
      let value = lanes_splat(value)
      self.low = lanes_fma(value, low, self.low)
      self.high = lanes_fma(value, high, self.high)
    }
  }

  @inline(__always)
  init() {
    let zero = Pair()
    (r0, r1, r2, r3) = (zero, zero, zero, zero)
    (r4, r5, r6, r7) = (zero, zero, zero, zero)
  }
}

extension ProductTile {
  /// The entries of the left operand a tile needs: entry (row, k) lies `offsets[row] + k · innerStep`
  /// floats from `entries`.
  struct Left {
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

  /// Adds the products with one panel of `inner` rows.
  @inline(__always)
  mutating func add(_ left: Left, _ panel: UnsafePointer<Lanes>, inner: Int) {
    var entry = left.entries
    var row = panel
    for _ in 0..<inner {
      let (low, high) = (row[0], row[1])
      r0.add(entry[0], low, high)
      r1.add(entry[left.offset1], low, high)
      r2.add(entry[left.offset2], low, high)
      r3.add(entry[left.offset3], low, high)
      r4.add(entry[left.offset4], low, high)
      r5.add(entry[left.offset5], low, high)
      r6.add(entry[left.offset6], low, high)
      r7.add(entry[left.offset7], low, high)
      entry += left.innerStep
      row += 2
    }
  }
}

extension ProductTile {
  /// Where a tile lies in C: at most `ProductTile.rows` by `ProductTile.columns` entries.
  struct Target {
    let entries: UnsafeMutablePointer<Float>
    let rowStep: Int
    let rows: Int
    let columns: Int

    @inline(__always)
    func row(_ index: Int) -> UnsafeMutablePointer<Float> { entries + index * rowStep }
  }

  /// The entries of `target`.
  init(_ target: Target) {
    self.init()
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
  func store(to target: Target) {
    Self.store(r0, 0, to: target)
    Self.store(r1, 1, to: target)
    Self.store(r2, 2, to: target)
    Self.store(r3, 3, to: target)
    Self.store(r4, 4, to: target)
    Self.store(r5, 5, to: target)
    Self.store(r6, 6, to: target)
    Self.store(r7, 7, to: target)
  }

  private static func load(_ row: Int, of target: Target) -> Pair {
    var pair = Pair()
    guard row < target.rows else { return pair }
    withUnsafeMutableBytes(of: &pair) { bytes in
      bytes.copyMemory(
        from: UnsafeRawBufferPointer(start: target.row(row), count: 4 * target.columns))
    }
    return pair
  }

  @inline(__always)
  private static func store(_ pair: Pair, _ row: Int, to target: Target) {
    guard row < target.rows else { return }
    let entries = UnsafeMutableRawPointer(target.row(row))
    if target.columns >= Lanes.width {
      entries.storeBytes(of: pair.low, as: Lanes.self)
      let rest = target.columns - Lanes.width
      store(pair.high, count: rest, to: entries + 64)
    } else {
      store(pair.low, count: target.columns, to: entries)
    }
  }

  @inline(__always)
  private static func store(_ lanes: Lanes, count: Int, to entries: UnsafeMutableRawPointer) {
    withUnsafeBytes(of: lanes) { bytes in
      guard let source = bytes.baseAddress else { return }
      entries.copyMemory(from: source, byteCount: 4 * count)
    }
  }
}
