/// Images of one size with their labels, in a fixed order.
public struct LabelledImages: Equatable, Sendable {
  public let height: Int
  public let width: Int
  public let channels: Int
  /// Grey levels 0 … 255, [count, channels, height, width] in row-major order: an RGB image is a
  /// red plane, a green plane and a blue plane.
  public let pixels: [UInt8]
  /// One class an image, from 0.
  public let labels: [UInt8]

  public init(height: Int, width: Int, channels: Int, pixels: [UInt8], labels: [UInt8]) {
    precondition(
      pixels.count == labels.count * channels * height * width, "one label an image")
    self.height = height
    self.width = width
    self.channels = channels
    self.pixels = pixels
    self.labels = labels
  }
}

extension LabelledImages {
  public var count: Int { labels.count }

  public var pixelsPerImage: Int { channels * height * width }

  /// These images, then `others`, which are of the same size.
  func followed(by others: LabelledImages) -> LabelledImages {
    precondition(
      (height, width, channels) == (others.height, others.width, others.channels),
      "images of one size")
    return LabelledImages(
      height: height, width: width, channels: channels, pixels: pixels + others.pixels,
      labels: labels + others.labels)
  }
}
