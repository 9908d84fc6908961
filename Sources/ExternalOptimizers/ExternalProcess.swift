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
  private let process: ChildProcess
  private let standardError: StandardErrorTail
  private var streams: ProcessStreams
  private var wants: [Input] = []
  private var diverging: [Bool] = []
  /// Losses beyond these are those of functions that diverge.
  private var largestLosses: [Float] = []
  private var divergenceFactor: Float = 0
  private var parametersPerFunction = 0

  /// Starts the command and waits until it says that it is ready.
  public init(_ command: ExternalCommand) throws(ExternalError) {
    self.command = command
    do {
      process = try ChildProcess(command.words, in: command.folder)
    } catch {
      throw .failed(
        command: command.shown,
        reason:
          "cannot be started in \(command.folder) (\(String(cString: strerror(error.code.rawValue))))",
        lastLines: "")
    }
    standardError = StandardErrorTail(of: process.errors)
    streams = ProcessStreams(input: process.input, output: process.output)
    try greet()
  }

  deinit { end() }
}

extension ExternalProcess {
  private func greet() throws(ExternalError) {
    let deadline = deadline
    try send(Message.Hello(name: command.name, settings: command.settings), [], until: deadline)
    let answer = try answer(expecting: "ready", until: deadline)
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

  /// Before the first update of functions laid out as `layout`. A function whose loss goes beyond
  /// `divergenceFactor` times its first one has diverged.
  public func begin(
    _ layout: ParameterLayout, horizon: Int, settings: [String: Double], divergenceFactor: Float
  ) throws(ExternalError) {
    self.divergenceFactor = divergenceFactor
    largestLosses = []
    diverging = Array(repeating: false, count: layout.functions)
    parametersPerFunction = layout.parametersPerFunction
    try send(
      Message.Episode(layout, horizon: horizon, settings: settings), [], until: deadline)
  }

  /// Overwrites `update`, as `Optimizer.update` does: [layout.count], what is to be added to the
  /// parameters.
  public func write(_ update: inout [Float], seeing step: InnerStep) throws(ExternalError) {
    let deadline = deadline
    try send(
      Message.Step(number: step.number), wants.map { $0.numbers(of: step) }, until: deadline)
    _ = try answer(expecting: "updates", until: deadline)
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

  /// Closes the standard input, and kills what has not ended soon after.
  public func end() {
    streams.close()
    if process.status(within: 2) == nil { process.kill() }
  }

  /// Whether the process waits for an episode: it runs, and has said nothing that nobody asked for.
  var isIdle: Bool { process.status == nil && !streams.hasSurplus }

  /// Ends all processes at once, for a program that is about to end itself.
  public static func killAll() { ChildProcess.killAll() }
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
    if largestLosses.isEmpty { largestLosses = step.losses.map { $0 * divergenceFactor } }
    for function in diverging.indices where !diverging[function] {
      let range = function * parametersPerFunction..<(function + 1) * parametersPerFunction
      diverging[function] =
        !(step.losses[function] <= min(largestLosses[function], Self.largest))
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
  private func send(
    _ message: some Encodable, _ arrays: [[Float]], until deadline: ContinuousClock.Instant
  ) throws(ExternalError) {
    do throws(ProcessStreams.Problem) {
      guard let line = try? Message.line(message) else {
        preconditionFailure("a message that JSON cannot hold: \(message)")
      }
      try streams.write(line, until: deadline)
      for array in arrays { try streams.write(array, until: deadline) }
    } catch {
      if case .ended = error { try throwLastWords() }
      throw failure("\(words(for: error)) before it had read all that was sent")
    }
  }

  /// Why the process ended, where it said so before.
  private func throwLastWords() throws(ExternalError) {
    let deadline = ContinuousClock.now + .seconds(1)
    guard let line = try? streams.line(limit: Message.longestLine, until: deadline),
      let answer = try? JSONDecoder().decode(Message.Answer.self, from: Data(line))
    else { return }
    try throwReason(of: answer, isBeforeReady: wants.isEmpty)
  }

  /// Where an answer says that there will be none. A process that is not ready yet may be unavailable.
  private func throwReason(of answer: Message.Answer, isBeforeReady: Bool) throws(ExternalError) {
    switch answer.message {
    case "unavailable" where isBeforeReady:
      throw .unavailable(reason: answer.reason ?? "no reason was given")
    case "failed": throw failure("failed: \(answer.reason ?? "no reason was given")")
    default: return
    }
  }

  private func answer(
    expecting expected: String, until deadline: ContinuousClock.Instant
  ) throws(ExternalError) -> Message.Answer {
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
    guard answer.message != expected else { return answer }
    try throwReason(of: answer, isBeforeReady: wants.isEmpty)
    throw failure("found the message \(answer.message.debugDescription), expected \(expected)")
  }

  private func words(for problem: ProcessStreams.Problem) -> String {
    switch problem {
    case .timeLimit: "the time limit of \(command.timeLimit) s passed"
    case .longLine: "a line of more than \(Message.longestLine) bytes came"
    case .ended: "it ended\(endedHow)"
    }
  }

  private var endedHow: String {
    guard let status = process.status(within: 1) else { return "" }
    let signal = status & 0x7f
    return signal == 0 ? " with \(status >> 8 & 0xff)" : " by signal \(signal)"
  }

  private func failure(_ reason: String) -> ExternalError {
    .failed(command: command.shown, reason: reason, lastLines: standardError.lastLines)
  }
}
