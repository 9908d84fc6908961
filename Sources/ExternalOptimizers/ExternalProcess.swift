import Foundation
import Optimizees
import Optimizers

/// An external optimizer at work: a process that is asked for updates over its standard streams.
///
/// `docs/external-protocol.md` has what is said. Whatever the process does wrong is an `ExternalError`,
/// and so is an answer that takes longer than the time limit.
public final class ExternalProcess {
  /// What a process may ask for, in the order in which it is sent.
  public enum Input: String, Decodable, CaseIterable, Sendable {
    case gradients
    case parameters
    case losses
  }

  private let command: ExternalCommand
  private let process = Process()
  private let standardError: StandardErrorTail
  private var streams: ProcessStreams
  private var wants: [Input] = []
  private var diverging: [Bool] = []
  private var parametersPerFunction = 0

  /// Starts the command and waits until it says that it is ready.
  public init(_ command: ExternalCommand) throws(ExternalError) {
    self.command = command
    let (input, output, errors) = (Pipe(), Pipe(), Pipe())
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = command.words
    process.currentDirectoryURL = URL(fileURLWithPath: command.folder)
    process.standardInput = input
    process.standardOutput = output
    process.standardError = errors
    do {
      try process.run()
    } catch {
      throw .failed(
        command: command.shown, reason: "cannot be started (\(error.localizedDescription))",
        lastLines: "")
    }
    standardError = StandardErrorTail(of: errors)
    streams = ProcessStreams(
      input: input.fileHandleForWriting, output: output.fileHandleForReading)
    try greet()
  }

  deinit { end() }
}

extension ExternalProcess {
  private func greet() throws(ExternalError) {
    try send(Message.Hello(name: command.name, settings: command.settings), [])
    let answer = try answer(expecting: "ready")
    guard answer.protocol == Message.protocolVersion else {
      throw failure(
        "found protocol \(answer.protocol.map(String.init) ?? "unstated"),"
          + " expected \(Message.protocolVersion)")
    }
    let order = answer.wants ?? []
    guard !order.isEmpty, order == Input.allCases.filter(order.contains) else {
      throw failure(
        "found wants \(order.map(\.rawValue)), expected one or more of"
          + " \(Input.allCases.map(\.rawValue)), in this order")
    }
    wants = order
  }

  /// Before the first update of functions laid out as `layout`.
  public func begin(
    _ layout: ParameterLayout, horizon: Int, settings: [String: Double]
  ) throws(ExternalError) {
    diverging = Array(repeating: false, count: layout.functions)
    parametersPerFunction = layout.parametersPerFunction
    try send(Message.Episode(layout, horizon: horizon, settings: settings), [])
  }

  /// Overwrites `update`, as `Optimizer.update` does: [layout.count], what is to be added to the
  /// parameters.
  public func write(_ update: inout [Float], seeing step: InnerStep) throws(ExternalError) {
    try send(Message.Step(number: step.number), wants.map { $0.numbers(of: step) })
    _ = try answer(expecting: "updates")
    let deadline = deadline
    do throws(ProcessStreams.Problem) {
      try update.withUnsafeMutableBufferPointer { numbers throws(ProcessStreams.Problem) in
        try streams.fill(UnsafeMutableRawBufferPointer(numbers), until: deadline)
      }
    } catch {
      throw failure(
        "\(words(for: error)) before \(update.count) numbers of update \(step.number) had come")
    }
    guard streams.surplus == 0 else {
      throw failure(
        "found \(streams.surplus) bytes after update \(step.number), expected"
          + " \(update.count) numbers and no more")
    }
    try check(update, of: step)
  }

  /// Closes the standard input, and kills a process that has not ended soon after.
  public func end() {
    streams.close()
    let deadline = ContinuousClock.now + .seconds(2)
    while process.isRunning {
      guard ContinuousClock.now < deadline else {
        kill(process.processIdentifier, SIGKILL)
        break
      }
      usleep(2_000)
    }
  }
}

extension ExternalProcess.Input {
  fileprivate func numbers(of step: InnerStep) -> [Float] {
    switch self {
    case .gradients: step.gradient
    case .parameters: step.parameters
    case .losses: step.losses
    }
  }
}

extension ExternalProcess {
  /// Beyond this a function counts as diverging, and its updates may be anything.
  private static let largest: Float = 1e10

  /// That updates of functions that go on are finite.
  private func check(_ update: [Float], of step: InnerStep) throws(ExternalError) {
    for function in diverging.indices where !diverging[function] {
      let range = function * parametersPerFunction..<(function + 1) * parametersPerFunction
      diverging[function] =
        !Self.areBounded(step.losses[function...function], by: Self.largest)
        || !Self.areBounded(step.gradient[range], by: Self.largest)
        || !Self.areBounded(step.parameters[range], by: Self.largest)
      guard
        diverging[function]
          || Self.areBounded(update[range], by: Float.greatestFiniteMagnitude)
      else {
        throw failure(
          "found an update of function \(function) that is not finite after \(step.number)"
            + " updates, expected finite numbers, because the function has not diverged")
      }
    }
  }

  private static func areBounded(_ values: ArraySlice<Float>, by limit: Float) -> Bool {
    values.withUnsafeBufferPointer { values in
      var isBounded = true
      for value in values { isBounded = (value.magnitude <= limit) && isBounded }
      return isBounded
    }
  }
}

extension ExternalProcess {
  private var deadline: ContinuousClock.Instant { .now + .seconds(command.timeLimit) }

  /// A line, and the arrays after it. All machines that l2l runs on keep numbers little-endian.
  private func send(_ message: some Encodable, _ arrays: [[Float]]) throws(ExternalError) {
    let deadline = deadline
    do throws(ProcessStreams.Problem) {
      guard let line = try? Message.line(message) else {
        preconditionFailure("a message that JSON cannot hold: \(message)")
      }
      try streams.write(line, until: deadline)
      for array in arrays { try streams.write(array, until: deadline) }
    } catch {
      throw failure("\(words(for: error)) before it had read all that was sent")
    }
  }

  private func answer(expecting expected: String) throws(ExternalError) -> Message.Answer {
    let line: [UInt8]
    do {
      line = try streams.line(limit: Message.longestLine, until: deadline)
    } catch {
      throw failure("\(words(for: error)) before it had answered, expected \(expected)")
    }
    guard let answer = try? JSONDecoder().decode(Message.Answer.self, from: Data(line)) else {
      let shown = String(decoding: line.prefix(80), as: UTF8.self).debugDescription
      throw failure("found \(shown), expected the message \(expected)")
    }
    switch answer.message {
    case expected: return answer
    case "unavailable" where expected == "ready":
      throw .unavailable(reason: answer.reason ?? "no reason was given")
    case "failed": throw failure("failed: \(answer.reason ?? "no reason was given")")
    default:
      throw failure(
        "found the message \(answer.message.debugDescription), expected \(expected)")
    }
  }

  private func words(for problem: ProcessStreams.Problem) -> String {
    switch problem {
    case .timeLimit: "the time limit of \(command.timeLimit) s passed"
    case .longLine: "a line of more than \(Message.longestLine) bytes came"
    case .ended: "it ended\(endedHow)"
    }
  }

  private var endedHow: String {
    let deadline = ContinuousClock.now + .seconds(1)
    while process.isRunning, ContinuousClock.now < deadline { usleep(2_000) }
    guard !process.isRunning else { return "" }
    if process.terminationReason == .uncaughtSignal {
      return " by signal \(process.terminationStatus)"
    }
    return process.terminationStatus == 127
      ? " with 127 (there is no such command, or it found none)"
      : " with \(process.terminationStatus)"
  }

  private func failure(_ reason: String) -> ExternalError {
    .failed(command: command.shown, reason: reason, lastLines: standardError.lastLines)
  }
}
