// swift-tools-version: 6.2
// The parsers under libFuzzer. A package of its own: it is built with -sanitize=fuzzer (make fuzz).
import PackageDescription

let package = Package(
  name: "Fuzz",
  dependencies: [.package(name: "l2l", path: "..")],
  targets: [
    .target(name: "CFuzzer"),
    .executableTarget(
      name: "Fuzz",
      dependencies: [
        "CFuzzer",
        .product(name: "Datasets", package: "l2l"),
        .product(name: "Execution", package: "l2l"),
        .product(name: "Results", package: "l2l"),
        .product(name: "Suites", package: "l2l"),
      ],
      swiftSettings: [
        .swiftLanguageMode(.v6), .treatAllWarnings(as: .error),
        .enableUpcomingFeature("ExistentialAny"),
      ]),
  ]
)
