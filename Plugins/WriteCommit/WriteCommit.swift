import Foundation
import PackagePlugin

/// Writes the commit that a build is made from into a source file, before every build. Nothing is
/// compiled again where it stayed the same.
@main struct WriteCommit: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
    let folder = context.package.directoryURL
    let output = context.pluginWorkDirectoryURL
    return [
      .prebuildCommand(
        displayName: "Writing the commit", executable: URL(fileURLWithPath: "/bin/sh"),
        arguments: [
          folder.appending(path: "scripts/write-commit").path, folder.path,
          output.appending(path: "Commit.swift").path,
        ],
        outputFilesDirectory: output)
    ]
  }
}
