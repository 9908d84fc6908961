import Files
import Testing

@Suite struct FilePathTests {
  @Test(arguments: [
    ("", ""), ("r", ""), ("runs", ""), ("r/", ""), ("runs/r", "runs"), ("a/b/c/", "a/b"),
    ("a//b", "a/"), ("/", "/"), ("//", "/"), ("/a", "/"), ("/a/b", "/a"), ("./a", "."), ("..", ""),
  ])
  func parentIsTheFolderAPathLiesIn(path: String, parent: String) {
    #expect(FilePath.parent(of: path) == parent)
  }

  @Test(arguments: [
    ("s", "s"), ("s.yaml", "s"), ("suites/s.yaml", "s"), ("a.b/c", "c"), ("a.b.yaml", "a.b"),
    (".yaml", ".yaml"), ("suites/", ""), ("", ""),
  ])
  func stemIsTheNameWithoutItsExtension(path: String, stem: String) {
    #expect(FilePath.stem(of: path) == stem)
  }
}
