import ArgumentParser
import Datasets
import Execution
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
    diagnosis = Diagnosis(
      of: optimizer.optimizer, on: family, suiteSeed: command.seed ?? 0, horizon: command.updates,
      unrollLength: command.window, threads: 1)
    lengths = UpdateLengths(
      of: optimizer.optimizer, on: family, suiteSeed: command.seed ?? 0, horizon: command.updates,
      unrollLength: command.window)
  }
}

extension DiagnosisOfFile {
  func report() throws {
    print("")
    if let result = surroundings.metaTraining {
      print(MetaTrainingHistory(result).text())
    } else {
      print("meta-training: found no record of it, expected FILE in results/<suite>/optimizers/\n")
    }
    print(
      "meta-test function 0 of \(optimizee), suite seed \(command.seed ?? 0): "
        + "\(diagnosis.parameterCount) parameters, \(command.updates) updates")
    print(diagnosis.text())
    print(lengths.text(), terminator: "")
    if let folder = command.output { try draw(in: folder) }
  }

  private func draw(in folder: String) throws {
    let proposed = ProposedUpdates(
      of: optimizer.optimizer, diagnosis: diagnosis, optimizee: optimizee,
      surroundings: surroundings)
    guard !proposed.panels.isEmpty else {
      print("\nproposed updates: found a horizon of 1, expected 2 or more to draw them")
      return
    }
    let name = URL(fileURLWithPath: command.file).lastPathComponent
    let title = "\(name) on \(optimizee), coordinate \(diagnosis.coordinate)"
    let path = "\(folder)/\(ProposedUpdates.name)"
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      for (suffix, text) in [("csv", proposed.data()), ("gp", proposed.script(title: title))] {
        try Data(text.utf8).write(to: URL(fileURLWithPath: "\(path).\(suffix)"), options: .atomic)
      }
    } catch {
      throw FolderError(
        text: "\(folder): cannot be written to (\(error.localizedDescription)), expected a folder")
    }
    let problem = Drawing.run(["\(ProposedUpdates.name).gp"], in: folder)
    if let problem {
      FileHandle.standardError.write(Data("\(path).svg is not drawn: \(problem)\n".utf8))
    }
    print("\nproposed updates: \(path).\(problem == nil ? "svg" : "csv")")
    if case .failed = problem { throw ExitCode(1) }
  }
}
