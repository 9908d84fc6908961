import Sampling

/// Handwritten-looking digits that need no download: example `index` of data set `seed` is drawn
/// from the stream (seed, `proceduralExample`, index) alone, in exact arithmetic only, so it is the
/// same bits whichever examples are drawn, in whatever order and on whatever machine.
///
/// The order of draws: label, shape, placement, one displacement a point, pen, noise a pixel.
public struct ProceduralDigits: Sendable {
  public static let classes = 10
  /// Images are square.
  public static let side = 28

  public let seed: UInt64

  public init(seed: UInt64) { self.seed = seed }

  /// The examples of a range of indices; disjoint ranges share none.
  public func images(_ indices: Range<Int>) -> LabelledImages {
    let size = Self.side * Self.side
    var pixels: [UInt8] = []
    var labels: [UInt8] = []
    pixels.reserveCapacity(indices.count * size)
    labels.reserveCapacity(indices.count)
    for index in indices {
      let stream = RandomStream(suiteSeed: seed, role: .proceduralExample, index: index)
      let label = stream.integer(below: Self.classes)
      labels.append(UInt8(label))
      pixels += Self.image(of: label, from: stream)
    }
    return LabelledImages(
      height: Self.side, width: Self.side, channels: 1, pixels: pixels, labels: labels)
  }

  private static func image(of label: Int, from stream: RandomStream) -> [UInt8] {
    let shapes = DigitShapes.shapes[label]
    let shape = shapes[stream.integer(below: shapes.count)]
    let placement = Placement(from: stream)
    let strokes = shape.map { stroke in
      stroke.map { point in
        placement.image(
          x: Double(point.x) / 100 + stream.gaussian(standardDeviation: pointJitter),
          y: Double(point.y) / 100 + stream.gaussian(standardDeviation: pointJitter))
      }
    }
    var canvas = InkCanvas(side: side)
    let pen = Pen(from: stream)
    for stroke in strokes { canvas.draw(smoothed(stroke), halfWidth: pen.halfWidth) }
    return canvas.ink.map { ink in
      let level = pen.darkness * ink + stream.gaussian(standardDeviation: pen.noise)
      return UInt8(255 * min(max(level, 0), 1) + 0.5)
    }
  }

  /// Standard deviation of each point's own displacement, as a part of the digit's height.
  private static let pointJitter = 0.04
}

/// How the pen writes.
private struct Pen {
  /// Half the stroke's width, pixels.
  let halfWidth: Double
  let darkness: Double
  /// Standard deviation of the noise on each pixel.
  let noise: Double

  init(from stream: RandomStream) {
    halfWidth = 0.6 + 1.1 * stream.uniform()
    darkness = 0.7 + 0.3 * stream.uniform()
    noise = 0.08 * stream.uniform()
  }
}

/// The affine map from the unit square of the shapes to pixels: scale, shear and rotation about the
/// centre, then a shift.
private struct Placement {
  private let (xx, xy, yx, yy): (Double, Double, Double, Double)
  private let (shiftX, shiftY): (Double, Double)

  /// The rotation by the angle of tangent t at its half: cosine (1 − t²) / (1 + t²) and sine
  /// 2t / (1 + t²), which need neither.
  init(from stream: RandomStream) {
    func spread(_ width: Double) -> Double { width * (2 * stream.uniform() - 1) }
    let height = 20 + spread(3)
    let width = height * (0.9 + spread(0.25))
    let slant = -0.12 + spread(0.33)
    let tangent = spread(0.12)
    let square = tangent * tangent
    let (cosine, sine) = ((1 - square) / (1 + square), 2 * tangent / (1 + square))
    xx = cosine * width
    xy = (cosine * slant - sine) * height
    yx = sine * width
    yy = (sine * slant + cosine) * height
    let centre = Double(ProceduralDigits.side) / 2
    shiftX = centre + spread(2.5)
    shiftY = centre + spread(2)
  }

  func image(x: Double, y: Double) -> CanvasPoint {
    let (u, v) = (x - 0.5, y - 0.5)
    return CanvasPoint(x: shiftX + xx * u + xy * v, y: shiftY + yx * u + yy * v)
  }
}
