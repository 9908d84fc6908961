import Files
import Foundation

/// How many files the process may open.
enum OpenFiles {
  /// What a command needs beside the standard streams: the folder's lock, its own threads and signals, a
  /// tool that it starts, a file being written.
  static let needed = 24

  /// Raises the limit as far as the system lets it, and throws when less than `needed` files can be
  /// opened: Foundation ends the process where a pipe or a thread cannot have its descriptor.
  static func check() throws {
    var limit = rlimit()
    if getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 {
      limit.rlim_cur = max(limit.rlim_cur, min(limit.rlim_max, 4096))
      setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    }
    var opened: [Int32] = []
    defer { for descriptor in opened { close(descriptor) } }
    while opened.count < needed {
      let descriptor = open("/dev/null", O_RDONLY | O_CLOEXEC)
      guard descriptor >= 0 else {
        throw FolderError(
          text: "found room for \(opened.count) more open files, expected \(needed) or more:"
            + " raise the limit of open files (ulimit -n)")
      }
      opened.append(descriptor)
    }
  }
}
