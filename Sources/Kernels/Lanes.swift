import CLanes

/// Sixteen Floats worked on side by side: the unit of every kernel.
public typealias Lanes = SIMD16<Float>

extension SIMD16<Float> {
  public static let width = 16
}

/// Zero-initialised Floats on a 64-byte boundary, owned by one object.
///
/// Kernels read and write it as whole `Lanes`; its length is a whole number of them.
public final class LaneBuffer: @unchecked Sendable {
  public let lanes: UnsafeMutablePointer<Lanes>
  /// Number of `Lanes`.
  public let laneCount: Int

  /// A `Lanes`, which is a cache line: one that lay across two would be slow.
  private static let alignment = 4 * Lanes.width

  public init(laneCount: Int) {
    self.laneCount = laneCount
    // Swift aligns a SIMD16<Float> by itself to no more than 16 bytes.
    let bytes = UnsafeMutableRawPointer.allocate(
      byteCount: max(laneCount, 1) * Self.alignment, alignment: Self.alignment)
    lanes = bytes.bindMemory(to: Lanes.self, capacity: max(laneCount, 1))
    lanes.initialize(repeating: .zero, count: max(laneCount, 1))
  }

  /// Room for `count` Floats, rounded up to whole `Lanes`.
  public convenience init(count: Int) { self.init(laneCount: (count + 15) / 16) }

  deinit { lanes.deallocate() }

  public var floats: UnsafeMutablePointer<Float> { lanes.floats }

  public func copy(from other: LaneBuffer) {
    precondition(laneCount == other.laneCount, "buffers differ in length")
    lanes.update(from: other.lanes, count: laneCount)
  }

  public func clear() { lanes.update(repeating: .zero, count: laneCount) }
}
