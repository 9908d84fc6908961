import Synchronization

/// The data sets of one data directory, each read and verified when first asked for, then kept.
public final class DataLibrary: Sendable {
  public typealias Reading = @Sendable (Dataset) throws(DatasetError) -> LabelledImages

  private let reading: Reading
  private let images = Mutex<[Dataset: LabelledImages]>([:])

  /// Reads nothing yet.
  public convenience init(directory: String) {
    self.init { dataset throws(DatasetError) in
      try dataset.images(in: directory)
    }
  }

  /// `reading` is called again only where it threw.
  public init(reading: @escaping Reading) { self.reading = reading }

  /// The training images of a data set, then its test images. A second thread that asks waits for
  /// the first.
  public func images(of dataset: Dataset) throws(DataLibraryError) -> LabelledImages {
    let outcome = images.withLock { images -> Result<LabelledImages, DatasetError> in
      if let known = images[dataset] { return .success(known) }
      do throws(DatasetError) {
        let read = try reading(dataset)
        images[dataset] = read
        return .success(read)
      } catch {
        return .failure(error)
      }
    }
    switch outcome {
    case .success(let images): return images
    case .failure(let problem): throw DataLibraryError(dataset: dataset, problem: problem)
    }
  }
}

/// A data set that is not in the data directory as it was published, and what to do about it.
public struct DataLibraryError: Error, Equatable, CustomStringConvertible {
  public let dataset: Dataset
  public let problem: DatasetError

  public init(dataset: Dataset, problem: DatasetError) {
    self.dataset = dataset
    self.problem = problem
  }

  public var description: String {
    "\(problem); `l2l data fetch \(dataset.rawValue)` brings it,"
      + " --data names another data directory"
  }
}
