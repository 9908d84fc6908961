import ArgumentParser
import Datasets
import Execution
import Files
import Foundation
import Inspection

/// What `l2l inspect --optimizee` prints and draws.
struct DiagnosisOfFile {
  private let command: InspectCommand
  private let optimizer: OptimizerFile
  private let optimizee: String
  private let surroundings: Surroundings
  private let diagnosis: Diagnosis
  private let lengths: UpdateLengths

  /// Runs the optimizer; throws when nobody knows the optimizee or its data is missing.
  init(
    _ command: InspectCommand, of optimizer: OptimizerFile, amid surroundings: Surroundings,
    on optimizee: String, registry: Registry
  ) throws {
    self.command = command
    self.optimizer = optimizer
    self.optimizee = optimizee
    self.surroundings = surroundings
    let library = DataLibrary(directory: DataDirectory.path(option: command.data))
    guard let family = try registry.family(named: optimizee, library: library) else {
      throw CommandFailure.usage(
        "--optimizee: found '\(optimizee)', expected "
          + (registry.hint(for: optimizee) ?? "a name that `l2l list` shows"))
    }
    SlowBuild.warn()
    guard
      let diagnosis = Diagnosis(
        of: optimizer.optimizer, on: family, suiteSeed: command.seed ?? 0, horizon: command.updates,
        unrollLength: command.window, threads: 1)
    else {
      throw CommandFailure(
        text: "\(command.file): found a rule without metaGradients, expected one that knows a way"
          + " back through its steps", exitCode: 1)
    }
    self.diagnosis = diagnosis
    lengths = UpdateLengths(
      of: optimizer.optimizer, on: family, suiteSeed: command.seed ?? 0, horizon: command.updates,
      unrollLength: command.window)
  }
}

extension DiagnosisOfFile {
  func report() throws {
    try StandardOutput.print("")
    if let result = surroundings.metaTraining {
      try StandardOutput.print(MetaTrainingHistory(result).text())
    } else {
      try StandardOutput.print(
        "meta-training: found no record of it, expected FILE in results/<suite>/optimizers/\n")
    }
    try StandardOutput.print(
      "meta-test function 0 of \(optimizee), suite seed \(command.seed ?? 0): "
        + "\(diagnosis.parameterCount) parameters, \(command.updates) updates")
    try StandardOutput.print(diagnosis.text())
    try StandardOutput.write(lengths.text())
    if let folder = command.output { try draw(in: folder) }
  }

  private func draw(in folder: String) throws {
    let proposed = ProposedUpdates(
      of: optimizer.optimizer, diagnosis: diagnosis, optimizee: optimizee,
      surroundings: surroundings)
    guard !proposed.panels.isEmpty else {
      try StandardOutput.print(
        "\nproposed updates: found a horizon of 1, expected 2 or more to draw them")
      return
    }
    let name = URL(fileURLWithPath: command.file).lastPathComponent
    let title = "\(name) on \(optimizee), coordinate \(diagnosis.coordinate)"
    let path = "\(folder)/\(ProposedUpdates.name)"
    try FileAccess.makeFolders(folder)
    for (suffix, text) in [("csv", proposed.data()), ("gp", proposed.script(title: title))] {
      try FileAccess.replace("\(path).\(suffix)", with: Array(text.utf8))
    }
    let problem = Drawing.run(["\(ProposedUpdates.name).gp"], in: folder)
    if let problem { StandardError.print("\(path).svg is not drawn: \(problem)") }
    try StandardOutput.print("\nproposed updates: \(path).\(problem == nil ? "svg" : "csv")")
    if case .failed = problem { throw ExitCode(1) }
  }
}
