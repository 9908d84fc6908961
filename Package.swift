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

let settings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .unsafeFlags(cpuFlags),
]

let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")
let arguments = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")

/// One module: its only dependencies, all of them further down the list of `docs/architecture.md`.
func module(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: settings)
}

func tests(_ name: String, _ dependencies: [Target.Dependency], resources: [Resource] = []) -> Target {
  .testTarget(
    name: name, dependencies: dependencies, resources: resources, swiftSettings: settings)
}

let package = Package(
  name: "l2l",
  products: [.executable(name: "l2l", targets: ["l2l"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.0"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.0"),
  ],
  targets: [
    .systemLibrary(name: "CGSL", pkgConfig: "gsl", providers: [.apt(["libgsl-dev"])]),
    .target(name: "CLanes"),
    module("Sampling", ["CGSL"]),
    module("Kernels", ["CLanes"]),
    module("Results", [crypto]),
    module("Statistics", ["Sampling"]),
  ]
)
