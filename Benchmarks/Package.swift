// swift-tools-version: 6.2
// The kernels, timed one by one. A package of its own, so that nobody who uses l2l fetches its tools.
import PackageDescription

let package = Package(
  name: "Benchmarks",
  dependencies: [
    .package(name: "l2l", path: ".."),
    .package(url: "https://github.com/ordo-one/benchmark", from: "1.38.0", traits: []),
  ],
  targets: [
    .executableTarget(
      name: "KernelBenchmarks",
      dependencies: [
        .product(name: "Benchmark", package: "benchmark"),
        .product(name: "Kernels", package: "l2l"),
      ],
      path: "Benchmarks/Kernels",
      swiftSettings: [.swiftLanguageMode(.v6)],
      plugins: [.plugin(name: "BenchmarkPlugin", package: "benchmark")])
  ]
)
