/// MNIST (LeCun, Cortes and Burges): 70,000 handwritten digits of 28 × 28 grey levels.
public enum MNIST {
  public enum Split: Sendable {
    /// 60,000 images.
    case train
    /// 10,000 images.
    case test
  }

  public static let classes = 10

  /// Reads `train-images-idx3-ubyte` and its three companions, plain or `.gz`, from `directory`.
  public static func images(
    _ split: Split, directory: String
  ) throws(DatasetError) -> LabelledImages {
    let (imageFile, labelFile) = files(of: split)
    let images = try IDX(
      bytes: try imageFile.verifiedBytes(in: directory), file: imageFile.name)
    let labels = try IDX(
      bytes: try labelFile.verifiedBytes(in: directory), file: labelFile.name)
    return try labelled(images, by: labels, files: (imageFile.name, labelFile.name))
  }

  /// Pairs images [count, height, width] with labels [count]; `files` are only named in errors.
  public static func labelled(
    _ images: IDX, by labels: IDX, files: (images: String, labels: String)
  ) throws(DatasetError) -> LabelledImages {
    guard images.dimensions.count == 3 else {
      throw .malformed(
        file: files.images, offset: 3, found: "\(images.dimensions.count) dimensions",
        expected: "3")
    }
    guard labels.dimensions == [images.dimensions[0]] else {
      throw .malformed(
        file: files.labels, offset: 3, found: "dimensions \(labels.dimensions)",
        expected: "[\(images.dimensions[0])], one label an image")
    }
    if let wrong = labels.elements.firstIndex(where: { $0 >= classes }) {
      throw .malformed(
        file: files.labels, offset: 8 + wrong, found: "label \(labels.elements[wrong])",
        expected: "0 to \(classes - 1)")
    }
    return LabelledImages(
      height: images.dimensions[1], width: images.dimensions[2], channels: 1,
      pixels: images.elements, labels: labels.elements)
  }

  static var files: [DatasetFile] {
    [Split.train, .test].flatMap { [files(of: $0).images, files(of: $0).labels] }
  }

  private static func files(of split: Split) -> (images: DatasetFile, labels: DatasetFile) {
    switch split {
    case .train:
      (
        DatasetFile(
          "train-images-idx3-ubyte", byteCount: 47_040_016,
          digest: "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db"),
        DatasetFile(
          "train-labels-idx1-ubyte", byteCount: 60_008,
          digest: "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5")
      )
    case .test:
      (
        DatasetFile(
          "t10k-images-idx3-ubyte", byteCount: 7_840_016,
          digest: "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7"),
        DatasetFile(
          "t10k-labels-idx1-ubyte", byteCount: 10_008,
          digest: "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2")
      )
    }
  }
}
