import Foundation
import PackagePlugin

/// Writes the commit that a build is made from into a source file, whenever the commit or a source has
/// changed since the last build. Nothing is compiled again where the text stayed the same.
@main struct WriteCommit: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
    let package = context.package
    let folder = package.directoryURL
    let output = context.pluginWorkDirectoryURL.appending(path: "Commit.swift")
    let script = folder.appending(path: "scripts/write-commit")
    let sources = package.targets.compactMap { $0 as? any SourceModuleTarget }
      .filter { $0.kind != .test }.flatMap { $0.sourceFiles.map(\.url) }
    return [
      .buildCommand(
        displayName: "Writing the commit", executable: URL(fileURLWithPath: "/bin/sh"),
        arguments: [script.path, folder.path, output.path],
        inputFiles: [script, folder.appending(path: "Package.swift")] + sources
          + Self.gitFiles(of: folder),
        outputFiles: [output])
    ]
  }

  /// What git changes when another commit is checked out, pulled or made; nothing outside of a working copy.
  private static func gitFiles(of folder: URL) -> [URL] {
    var git = folder.appending(path: ".git")
    // In a worktree `.git` is a file: `gitdir: <folder>`.
    if let link = try? String(contentsOf: git, encoding: .utf8), link.hasPrefix("gitdir: ") {
      let path = link.dropFirst("gitdir: ".count).trimmingCharacters(in: .whitespacesAndNewlines)
      git = URL(fileURLWithPath: path, relativeTo: folder)
    }
    return ["HEAD", "index", "logs/HEAD"].map { git.appending(path: $0) }
      .filter { FileManager.default.fileExists(atPath: $0.path) }
  }
}
