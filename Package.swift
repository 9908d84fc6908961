// swift-tools-version: 6.2
// l2l: a reproducible benchmark suite for learned optimizers. GPL-3.0-or-later.
import PackageDescription

/// The instruction set the numeric code is built for: `native`, `x86-64-v2`, `x86-64-v3`, `x86-64-v4`, …
/// Every choice gives the same bits; only speed differs.
let cpu = Context.environment["L2L_CPU"] ?? "native"

#if arch(x86_64)
  let cpuFlags = ["-Xcc", "-march=\(cpu)"]
#else
  let cpuFlags: [String] = []
#endif

/// Square roots are exact either way; with errno they are calls, one number at a time.
let squareRootFlags = ["-Xcc", "-fno-math-errno"]

/// Whether SwiftPM checked this package out as a versioned dependency of another, where it accepts no
/// unsafe flags. That package passes them on its own command line (docs/your-own-package.md).
let isVersionedDependency =
  Context.packageDirectory.split(separator: "/").dropLast().last == "checkouts"

/// The tests of a release build are of the modules that the product is made of.
let testableFlags = ["-enable-testing"]

let settings: [SwiftSetting] =
  [
    .swiftLanguageMode(.v6),
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
  ]
  + (isVersionedDependency ? [] : [.unsafeFlags(cpuFlags + squareRootFlags + testableFlags)])

let yams = Target.Dependency.product(name: "Yams", package: "Yams")
let arguments = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")

/// Without optimization in release too. That compiles in a third of the time.
let unoptimized: [SwiftSetting] =
  isVersionedDependency ? [] : [.unsafeFlags(["-Onone"], .when(configuration: .release))]

/// One module: its only dependencies, all of them further up this list. A module that reckons nothing and
/// only arranges text needs no optimization.
func module(
  _ name: String, _ dependencies: [Target.Dependency] = [], isOptimized: Bool = true
) -> Target {
  .target(
    name: name, dependencies: dependencies,
    swiftSettings: settings + (isOptimized ? [] : unoptimized))
}

/// A test's own code is not optimized in release either: what it tests is, and so is what it reckons with
/// (TestSupport, Simulations). It compiles in half the time. KernelsTests goes over every Float itself.
func tests(
  _ name: String, _ dependencies: [Target.Dependency], exclude: [String] = [],
  resources: [Resource] = [], isOptimized: Bool = false
) -> Target {
  .testTarget(
    name: name, dependencies: dependencies, exclude: exclude, resources: resources,
    swiftSettings: settings + (isOptimized ? [] : unoptimized))
}

let package = Package(
  name: "l2l",
  products: [
    .executable(name: "l2l", targets: ["l2l"]),
    // For packages with optimizers and optimizees of their own: docs/your-own-package.md.
    .library(
      name: "LearnedOptimizers",
      targets: [
        "CommandLineTool", "Datasets", "Differentiation", "Execution", "Kernels", "MetaTraining",
        "Optimizees", "Optimizers", "Sampling", "Settings",
      ]),
    // For the packages in Benchmarks and Fuzz.
    .library(name: "Datasets", targets: ["Datasets"]),
    .library(name: "Execution", targets: ["Execution"]),
    .library(name: "Kernels", targets: ["Kernels"]),
    .library(name: "Results", targets: ["Results"]),
    .library(name: "Suites", targets: ["Suites"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.0"),
  ],
  targets: [
    .systemLibrary(name: "CGSL", pkgConfig: "gsl", providers: [.apt(["libgsl-dev"])]),
    .target(name: "CLanes"),
    module("Sampling", ["CGSL"]),
    module("Kernels", ["CLanes"]),
    module("Statistics", ["Sampling"]),
    module("Settings", ["Statistics"]),
    module("Differentiation", ["CLanes", "Kernels"]),
    .systemLibrary(
      name: "CMessageDigest", pkgConfig: "libmd", providers: [.apt(["libmd-dev"])]),
    module("Checksums", ["CMessageDigest"]),
    module("Files"),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    module("Datasets", ["CZlib", "Checksums", "Files", "Sampling"]),
    module("Optimizees", ["Datasets", "Differentiation", "Kernels", "Sampling", "Settings"]),
    module("Optimizers", ["Differentiation", "Kernels", "Optimizees", "Sampling", "Settings"]),
    .target(name: "CChildProcess"),
    module(
      "ExternalOptimizers", ["CChildProcess", "Differentiation", "Optimizees", "Optimizers"]),
    module(
      "Evaluation",
      [
        "CGSL", "ExternalOptimizers", "Kernels", "Optimizees", "Optimizers", "Sampling", "Settings",
      ]),
    module(
      "MetaTraining",
      [
        "Evaluation", "Kernels", "Optimizees", "Optimizers", "Sampling", "Settings", "Statistics",
      ]),
    module("Results", ["Checksums", "Files", "Settings", "Statistics"]),
    module("Suites", ["Files", "Results", "Settings", "Statistics", yams], isOptimized: false),
    module(
      "Execution",
      [
        "Datasets", "Differentiation", "Evaluation", "ExternalOptimizers", "Kernels",
        "MetaTraining", "Optimizees", "Optimizers", "Results", "Sampling", "Settings", "Statistics",
        "Suites",
      ]),
    module("Gate", ["Results", "Statistics"]),
    module("Reports", ["Results", "Statistics"], isOptimized: false),
    module(
      "Inspection",
      [
        "Evaluation", "MetaTraining", "Optimizees", "Optimizers", "Reports", "Results",
        "Statistics",
      ]),
    .plugin(name: "WriteCommit", capability: .buildTool()),
    .target(name: "BuildIdentity", swiftSettings: settings, plugins: ["WriteCommit"]),
    module(
      "CommandLineTool",
      [
        "BuildIdentity", "Datasets", "Execution", "ExternalOptimizers", "Files", "Gate",
        "Inspection", "Kernels",
        "MetaTraining",
        "Reports", "Results", "Suites", arguments,
      ], isOptimized: false),
    // Execution, whose `Registry` main.swift names: without it an incremental build keeps an old layout.
    .executableTarget(
      name: "l2l", dependencies: ["CommandLineTool", "Execution"], swiftSettings: settings),
    .target(
      name: "TestSupport", dependencies: ["Optimizees", "Optimizers", "Sampling", "Settings"],
      path: "Tests/TestSupport",
      swiftSettings: settings),
    .target(
      name: "Simulations", dependencies: ["Gate", "Results", "Sampling", "Statistics"],
      path: "Tests/Simulations", swiftSettings: settings),
    // Run by `make simulations`; no product.
    .executableTarget(
      name: "simulate", dependencies: ["Results", "Simulations"], path: "Tests/simulate",
      swiftSettings: settings),
    tests("KernelsTests", ["Kernels", "TestSupport"], isOptimized: true),
    tests("DifferentiationTests", ["Differentiation", "Kernels", "TestSupport"]),
    tests(
      "OptimizeesTests",
      [
        "Datasets", "Differentiation", "Kernels", "Optimizees", "Sampling", "Settings",
        "TestSupport",
      ]),
    tests(
      "MetaTrainingTests",
      [
        "Differentiation", "Evaluation", "Kernels", "MetaTraining", "Optimizees", "Optimizers",
        "Sampling", "Settings", "TestSupport",
      ]),
    tests("SamplingTests", ["CGSL", "Sampling", "TestSupport"]),
    tests(
      "OptimizersTests",
      [
        "Differentiation", "Kernels", "Optimizees", "Optimizers", "Sampling", "Settings",
        "TestSupport",
      ]),
    tests(
      "EvaluationTests",
      [
        "Differentiation", "Evaluation", "Kernels", "Optimizees", "Optimizers", "Sampling",
        "TestSupport",
      ]),
    tests("SettingsTests", ["Settings"]),
    tests("ChecksumsTests", ["Checksums"]),
    tests("DatasetsTests", ["Checksums", "Datasets", "Sampling", "TestSupport"]),
    tests("StatisticsTests", ["Sampling", "Simulations", "Statistics", "TestSupport"]),
    tests("FilesTests", ["Files", "TestSupport"]),
    tests("ResultsTests", ["Files", "Results"], resources: [.copy("Fixtures")]),
    tests(
      "SuitesTests",
      [
        "Execution", "MetaTraining", "Optimizers", "Results", "Settings", "Suites", "TestSupport",
      ]),
    tests(
      "InspectionTests",
      [
        "Differentiation", "Inspection", "MetaTraining", "Optimizees", "Optimizers", "Results",
        "Sampling", "TestSupport",
      ]),
    tests(
      "GateTests", ["Gate", "Results", "Sampling", "Simulations", "Statistics", "TestSupport"]),
    tests("ReportsTests", ["Reports", "Results", "Statistics"]),
    tests(
      "ExecutionTests",
      [
        "Datasets", "Differentiation", "Evaluation", "Execution", "MetaTraining", "Optimizees",
        "Optimizers", "Results", "Sampling", "Settings", "Suites", "TestSupport",
      ], exclude: ["Fixtures"]),
    tests("CommandLineTests", ["CommandLineTool", "Execution", "Results", "TestSupport", "l2l"]),
  ]
)
