// swift-tools-version: 6.2
// The l2l command line with an optimizee family and two optimizers of one's own.
import PackageDescription

let package = Package(
  name: "OwnOptimizer",
  dependencies: [
    // Outside of the l2l repository: .package(url: "https://…/l2l", from: "1.0.0")
    .package(name: "l2l", path: "../..")
  ],
  targets: [
    .executableTarget(
      name: "OwnOptimizer",
      dependencies: [.product(name: "LearnedOptimizers", package: "l2l")],
      swiftSettings: [.swiftLanguageMode(.v6)])
  ]
)
