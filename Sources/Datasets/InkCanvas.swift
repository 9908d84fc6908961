/// A place on a canvas in pixels: pixel (row, column) covers row ≤ y < row + 1 and
/// column ≤ x < column + 1.
struct CanvasPoint {
  var x: Double
  var y: Double
}

/// A curve through `points` as a polyline: Catmull-Rom pieces, the first and last point taken twice
/// (Catmull and Rom, 1974), `piecesPerSpan` chords between two points.
func smoothed(_ points: [CanvasPoint], piecesPerSpan: Int = 5) -> [CanvasPoint] {
  guard var last = points.first else { return [] }
  var polyline = [last]
  for i in 1..<points.count {
    let (p, q, r, s) = (
      points[max(i - 2, 0)], last, points[i], points[min(i + 1, points.count - 1)]
    )
    for piece in 1...piecesPerSpan {
      let t = Double(piece) / Double(piecesPerSpan)
      polyline.append(
        CanvasPoint(
          x: catmullRom(p.x, q.x, r.x, s.x, t), y: catmullRom(p.y, q.y, r.y, s.y, t)))
    }
    last = r
  }
  return polyline
}

/// The uniform Catmull-Rom polynomial from `q` (t = 0) to `r` (t = 1).
private func catmullRom(_ p: Double, _ q: Double, _ r: Double, _ s: Double, _ t: Double) -> Double {
  let slope = r - p
  let square = 2 * p - 5 * q + 4 * r - s
  let cube = 3 * q - p - 3 * r + s
  return q + 0.5 * t * (slope + t * (square + t * cube))
}

/// A square of ink between 0 and 1, row after row, on which round pens draw.
struct InkCanvas {
  let side: Int
  private(set) var ink: [Double]

  init(side: Int) {
    self.side = side
    ink = [Double](repeating: 0, count: side * side)
  }

  /// Inks every pixel by how far its centre lies inside a pen of `halfWidth` pixels drawn along
  /// `polyline`, the pen's edge being a ramp one pixel wide. Crossings do not add up.
  mutating func draw(_ polyline: [CanvasPoint], halfWidth: Double) {
    for (a, b) in zip(polyline, polyline.dropFirst()) {
      drawChord(from: a, to: b, reach: halfWidth + 0.5)
    }
  }

  private mutating func drawChord(from a: CanvasPoint, to b: CanvasPoint, reach: Double) {
    let (dx, dy) = (b.x - a.x, b.y - a.y)
    let squaredLength = dx * dx + dy * dy
    let columns = pixels(min(a.x, b.x) - reach, max(a.x, b.x) + reach)
    for row in pixels(min(a.y, b.y) - reach, max(a.y, b.y) + reach) {
      for column in columns {
        let (u, v) = (Double(column) + 0.5 - a.x, Double(row) + 0.5 - a.y)
        let along = squaredLength > 0 ? (u * dx + v * dy) / squaredLength : 0
        let nearest = min(max(along, 0), 1)
        let (x, y) = (u - nearest * dx, v - nearest * dy)
        let level = min(reach - (x * x + y * y).squareRoot(), 1)
        let pixel = row * side + column
        if level > ink[pixel] { ink[pixel] = level }
      }
    }
  }

  /// The rows or columns that an interval touches.
  private func pixels(_ low: Double, _ high: Double) -> Range<Int> {
    let limit = Double(side)
    let first = Int(min(max(low.rounded(.down), 0), limit))
    let end = Int(min(max(high.rounded(.up), 0), limit))
    return first..<max(first, end)
  }
}
