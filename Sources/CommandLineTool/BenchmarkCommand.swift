import ArgumentParser
import Foundation
import Kernels
import MetaTraining

struct BenchmarkCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "benchmark",
    abstract: "Time a meta step or an evaluation, and print one JSON line.",
    discussion: """
      The PyTorch and JAX programs in Benchmarks/peers do the same work and print the same keys.

      Example:
        l2l benchmark mnist --threads 2
      """)

  @Argument(
    help: """
      mnist, rnnprop or quadratic, a meta step of truncated backpropagation; pes or es-lstm, one of \
      PES; evaluation, 100 MNIST-sized functions over 100 steps.
      """)
  var workload: Workload

  @Option(help: "Threads inside the step.")
  var threads = 2

  @Option(help: "Meta steps timed, after three that are not; 9 unless given.")
  var repeats: Int?

  enum Workload: String, CaseIterable, ExpressibleByArgument {
    case mnist, rnnprop, quadratic, evaluation
    case pes
    case esLSTM = "es-lstm"
  }

  func validate() throws {
    guard (1...1024).contains(threads) else {
      throw ValidationError("--threads: found \(threads), expected 1 to 1024")
    }
    guard let repeats else { return }
    guard workload != .evaluation else {
      throw ValidationError("--repeats: found \(repeats), expected none with evaluation")
    }
    guard (1...10_000).contains(repeats) else {
      throw ValidationError("--repeats: found \(repeats), expected 1 to 10000")
    }
  }

  func run() throws {
    SlowBuild.warn()
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    encoder.keyEncodingStrategy = .convertToSnakeCase
    let line =
      switch workload {
      case .evaluation: try encoder.encode(evaluation())
      case .mnist, .rnnprop, .quadratic: try encoder.encode(metaStep())
      case .pes, .esLSTM: try encoder.encode(particles())
      }
    try StandardOutput.print(String(decoding: line, as: UTF8.self))
  }

  private func metaStep() throws -> Timing {
    guard let work = MetaStepBenchmark.Workload(rawValue: workload.rawValue),
      var benchmark = MetaStepBenchmark(work, threads: threads)
    else { throw ValidationError("this build has no \(workload.rawValue) workload") }
    let (median, least) = seconds { benchmark.step() }
    return Timing(
      framework: "l2l", workload: workload.rawValue, threads: threads,
      coordinates: benchmark.coordinates, medianSeconds: median, minSeconds: least,
      innerStepsPerSecond: Double(MetaStepBenchmark.unrollLength) / median,
      gflops: benchmark.operations / median / 1e9,
      shareOfPeak: benchmark.operations / median / (Self.peak() * Double(threads)),
      peakResidentMegabytes: Self.peakResidentMegabytes())
  }

  /// The median and the least time of a step, after three that are not timed.
  private func seconds(_ step: () -> Void) -> (median: Double, least: Double) {
    for _ in 0..<3 { step() }
    let clock = ContinuousClock()
    let seconds = (0..<(repeats ?? 9)).map { _ in clock.measure(step) / .seconds(1) }.sorted()
    return (seconds[seconds.count / 2], seconds[0])
  }

  private func particles() throws -> ParticleTiming {
    guard let work = ParticleBenchmark.Workload(rawValue: workload.rawValue),
      var benchmark = ParticleBenchmark(work, threads: threads)
    else { throw ValidationError("this build has no \(workload.rawValue) workload") }
    let (median, least) = seconds { benchmark.step() }
    return ParticleTiming(
      framework: "l2l", workload: workload.rawValue, threads: threads,
      coordinates: benchmark.coordinates, metaparameters: benchmark.metaParameterCount,
      particles: benchmark.particles, medianSeconds: median, minSeconds: least,
      innerStepsPerSecond: Double(benchmark.particles * ParticleBenchmark.unrollLength) / median,
      peakResidentMegabytes: Self.peakResidentMegabytes())
  }

  private struct ParticleTiming: Encodable {
    let framework: String
    let workload: String
    let threads: Int
    let coordinates: Int
    let metaparameters: Int
    let particles: Int
    let medianSeconds: Double
    let minSeconds: Double
    let innerStepsPerSecond: Double
    let peakResidentMegabytes: Double?
  }

  private func evaluation() throws -> EvaluationTiming {
    let clock = ContinuousClock()
    guard let benchmark = EvaluationBenchmark(threads: threads) else {
      throw ValidationError("this build has no evaluation workload")
    }
    let seconds = clock.measure { benchmark.run() } / .seconds(1)
    return EvaluationTiming(
      framework: "l2l", workload: workload.rawValue, threads: threads,
      functions: EvaluationBenchmark.functions, steps: EvaluationBenchmark.steps, seconds: seconds,
      peakResidentMegabytes: Self.peakResidentMegabytes())
  }

  private struct EvaluationTiming: Encodable {
    let framework: String
    let workload: String
    let threads: Int
    let functions: Int
    let steps: Int
    let seconds: Double
    let peakResidentMegabytes: Double?
  }

  private struct Timing: Encodable {
    let framework: String
    let workload: String
    let threads: Int
    let coordinates: Int
    let medianSeconds: Double
    let minSeconds: Double
    let innerStepsPerSecond: Double
    let gflops: Double
    let shareOfPeak: Double
    let peakResidentMegabytes: Double?
  }
}

extension BenchmarkCommand {
  /// Floating-point operations a core does in a second when it does nothing but multiply and add.
  private static func peak() -> Double {
    let rounds = 2_000_000
    let clock = ContinuousClock()
    let seconds = (0..<5).map { _ in
      clock.measure { _ = fusedMultiplyAddChains(rounds: rounds, factor: 0.5) } / .seconds(1)
    }
    return Double(rounds) * fusedMultiplyAddOperationsPerRound / (seconds.min() ?? 1)
  }

  /// What the kernel counted for this process; nil where there is no /proc.
  private static func peakResidentMegabytes() -> Double? {
    guard let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8),
      let line = status.split(separator: "\n").first(where: { $0.hasPrefix("VmHWM:") }),
      let kilobytes = line.split(whereSeparator: { !$0.isNumber }).first.flatMap({ Double($0) })
    else { return nil }
    return kilobytes / 1024
  }
}
