import Sampling
import Statistics

/// Intervals and tests over meta-seeds and functions.
extension Simulation {
  public static let spreads = [0.0, 0.3, 1.0]

  /// All of the statistics of a report, in the order of `docs/statistics.md`.
  public static func ofStatistics(trials: Int) -> [Simulation] {
    [
      meanCoverage(metaSeeds: 5, metaSeedSpread: 1, trials: trials),
      meanCoverage(metaSeeds: 5, metaSeedSpread: 0.1, trials: trials),
      meanCoverage(metaSeeds: 1, metaSeedSpread: 0, trials: trials),
      meanCoverage(metaSeeds: 2, metaSeedSpread: 1, trials: trials),
    ]
      + spreads.map { bootstrapCoverage(metaSeedSpread: $0, trials: trials) }
      + spreads.map { studentCoverage(metaSeedSpread: $0, trials: trials) }
      + [bandCoverage(trials: trials)]
      + spreads.map { testSize(metaSeedSpread: $0, trials: trials) }
      + [anyFalseClaim(trials: trials), falseDiscoveries(trials: trials)]
  }

  public static func meanCoverage(
    metaSeeds: Int, metaSeedSpread: Double, trials: Int
  ) -> Simulation {
    let bootstrap = HierarchicalBootstrap(functions: 16, replicates: 1000, suiteSeed: 7)
    let rows = "\(metaSeeds) meta-seed\(metaSeeds == 1 ? "" : "s, spread \(metaSeedSpread)")"
    return Simulation(
      "coverage, mean final loss, \(rows)", declared: "95 %", trials: trials, suiteSeed: 11,
      index: metaSeeds
    ) { stream in
      bootstrap.meanInterval(of: Samples.drawn(metaSeeds, spread: metaSeedSpread, from: stream))
        .contains(0)
    }
  }

  public static func bootstrapCoverage(metaSeedSpread: Double, trials: Int) -> Simulation {
    let bootstrap = HierarchicalBootstrap(functions: 16, replicates: 600, suiteSeed: 5)
    return coverage("bootstrap", metaSeedSpread: metaSeedSpread, trials: trials) {
      bootstrap.differenceInterval(of: $0, minus: $1).contains(0.2)
    }
  }

  public static func studentCoverage(metaSeedSpread: Double, trials: Int) -> Simulation {
    coverage("Student's t", metaSeedSpread: metaSeedSpread, trials: trials) {
      LogRatioTest(logarithms: $0, against: $1).ratioInterval().contains(Elementary.exp(0.2))
    }
  }

  private static func coverage(
    _ name: String, metaSeedSpread: Double, trials: Int, covers: (Samples, Samples) -> Bool
  ) -> Simulation {
    let truth = Truth(metaSeedSpread: metaSeedSpread, shift: 0.2)
    return Simulation(
      "coverage, log-ratio, \(name); meta-seed spread \(metaSeedSpread)", declared: "95 %",
      trials: trials, suiteSeed: 31, index: 0
    ) { stream in
      let (learned, rival) = truth.draw(from: stream)
      return covers(learned, rival)
    }
  }

  /// A band is pointwise: each of its intervals covers the mean of the population of meta-seeds.
  public static func bandCoverage(trials: Int) -> Simulation {
    let bootstrap = HierarchicalBootstrap(functions: 1, replicates: 1000, suiteSeed: 5)
    return Simulation(
      "coverage, band over 5 meta-seeds", declared: "95 %", trials: trials, suiteSeed: 31, index: 1
    ) { stream in
      let band = bootstrap.band(ofRows: (0..<5).map { _ in [stream.gaussian()] })
      return band?[0].contains(0) == true
    }
  }

  public static func testSize(metaSeedSpread: Double, trials: Int) -> Simulation {
    let truth = Truth(metaSeedSpread: metaSeedSpread)
    return Simulation(
      "size, log-ratio test; meta-seed spread \(metaSeedSpread)", declared: "5 %", trials: trials,
      suiteSeed: 31, index: 3
    ) { stream in
      let (learned, rival) = truth.draw(from: stream)
      return LogRatioTest(logarithms: learned, against: rival).pValue <= 0.05
    }
  }

  public static func anyFalseClaim(trials: Int) -> Simulation {
    Simulation(
      "any false claim among 20 comparisons (10 true), Holm", declared: "5 %", trials: trials,
      suiteSeed: 31, index: 2
    ) { stream in
      MultipleTesting.holm(pValues(from: stream))[..<10].contains { $0 <= 0.05 }
    }
  }

  /// The share of false discoveries among all of a trial's, averaged over the trials.
  public static func falseDiscoveries(trials: Int) -> Simulation {
    var share = 0.0
    var simulation = Simulation(
      "false discoveries among 20 comparisons (10 true), Benjamini-Hochberg", declared: "5 %",
      trials: trials, suiteSeed: 31, index: 2
    ) { stream in
      let found = MultipleTesting.benjaminiHochberg(pValues(from: stream)).enumerated().filter {
        $1 <= 0.05
      }
      share += Double(found.count { $0.offset < 10 }) / Double(max(1, found.count))
      return false
    }
    simulation.found = share / Double(trials)
    return simulation
  }

  /// Of twenty comparisons, the first half without a difference.
  private static func pValues(from stream: RandomStream) -> [Double] {
    (0..<20).map { index in
      let (learned, rival) = Truth(shift: index < 10 ? 0 : 1).draw(from: stream)
      return LogRatioTest(logarithms: learned, against: rival).pValue
    }
  }
}

extension Samples {
  /// Meta-seeds × 16 functions around 0.
  fileprivate static func drawn(
    _ metaSeeds: Int, spread: Double, from stream: RandomStream
  ) -> Samples {
    let functions = (0..<16).map { _ in stream.gaussian() }
    return Samples(
      (0..<metaSeeds).map { _ in
        let own = stream.gaussian(standardDeviation: spread)
        return functions.map { $0 + own + stream.gaussian(standardDeviation: 0.5) }
      })
  }
}

extension Interval {
  fileprivate func contains(_ value: Double) -> Bool { low <= value && value <= high }
}
