import Datasets
import Synchronization
import Testing

/// Stands for the files of every data set.
private final class Files: Sendable {
  static let missing = DatasetError.unreadable(file: "mnist/x", reason: "there is no such file")
  /// One grey pixel.
  static let images = LabelledImages(
    height: 1, width: 1, channels: 1, pixels: [7], labels: [3])

  private let state = Mutex<(reads: Int, areThere: Bool)>((0, true))

  func remove() { state.withLock { $0.areThere = false } }
  func putBack() { state.withLock { $0.areThere = true } }
  var reads: Int { state.withLock { $0.reads } }

  var library: DataLibrary {
    DataLibrary { [self] _ throws(DatasetError) in
      let areThere = state.withLock { state in
        state.reads += 1
        return state.areThere
      }
      guard areThere else { throw Self.missing }
      return Self.images
    }
  }
}

@Suite struct DataLibraryTests {
  @Test func aDataSetIsReadWhenFirstAskedForAndOnlyThen() async throws {
    let files = Files()
    let library = files.library
    #expect(files.reads == 0)
    await withTaskGroup(of: LabelledImages?.self) { group in
      for _ in 0..<8 { group.addTask { try? library.images(of: .mnist) } }
      for await images in group { #expect(images == Files.images) }
    }
    #expect(files.reads == 1)
    _ = try library.images(of: .cifar10)
    #expect(files.reads == 2)
  }

  @Test func whatIsMissingIsSaidWithAWayOutAndLookedForAgain() throws {
    let files = Files()
    files.remove()
    let library = files.library
    let error = #expect(throws: DataLibraryError.self) { try library.images(of: .mnist) }
    #expect(error == DataLibraryError(dataset: .mnist, problem: Files.missing))
    #expect(
      error?.description == "mnist/x: cannot be read: there is no such file; "
        + "`l2l data fetch mnist` brings it, --data names another data directory")
    files.putBack()
    #expect(try library.images(of: .mnist) == Files.images)
  }
}
