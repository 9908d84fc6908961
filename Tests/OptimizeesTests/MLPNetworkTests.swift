import Datasets
import Differentiation
import Kernels
import TestSupport
import Testing

@testable import Optimizees

/// A network on made-up images that `Tests/Oracles/differentiation.py` gives PyTorch too.
private struct NetworkCase: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let name: String
  let features: Int
  let classes: Int
  let rows: Int

  var settings: MLPName {
    get throws { try #require(MLPName(name)) }
  }

  var images: LabelledImages {
    let pixels = (0..<rows * features).map { (index: Int) -> UInt8 in
      UInt8((31 * index + index / 7) % 256)
    }
    return LabelledImages(
      height: 1, width: features, channels: 1, pixels: pixels,
      labels: (0..<rows).map { UInt8(7 * $0 % classes) })
  }

  func evaluate(threads: Int = 1) throws -> (
    parameters: [Float], loss: Float, gradient: [Float]
  ) {
    let source = ClassificationSource(
      name: "made-up", meaning: "", features: features, classes: classes,
      sigma: InitialSigma(oneHiddenLayer: 0.01, moreHiddenLayers: 0.01),
      pools: ClassificationSource.digits.pools,
      origin: .drawn(note: "") { preconditionFailure("the images are given") })
    let network = MLPNetwork(try settings, source: source, rows: rows)
    let parameters = (0..<network.workspaces.program.parameterCount).map {
      Float(0.5 * scatter($0 + 1))
    }
    var gradient = parameters
    let loss = network.workspaces.use { workspace in
      network.load(Array(0..<rows), of: images, into: workspace)
      var span = gradient.mutableSpan
      return workspace.loss(at: parameters.span, gradient: &span, threads: threads)
    }
    return (parameters, loss, gradient)
  }

  /// The loss in Double.
  func reference(at parameters: [Double]) throws -> Double {
    let settings = try settings
    let function: (Double) -> Double =
      switch settings.activation {
      case .sigmoid: ReferenceActivation.sigmoid
      case .relu: ReferenceActivation.rectifiedLinear
      case .tanh: ReferenceActivation.hyperbolicTangent
      case .elu: ReferenceActivation.exponentialLinear
      }
    let images = images
    var x = ReferenceMatrix(rows, features, images.pixels.map { Double(Float($0) / 255) })
    var start = 0
    for (layer, units) in (settings.hiddenUnits + [classes]).enumerated() {
      let weights = start..<start + x.columns * units
      start = weights.upperBound + units
      x = x.product(ReferenceMatrix(x.columns, units, Array(parameters[weights])))
        .addingRow(ReferenceMatrix(1, units, Array(parameters[weights.upperBound..<start])))
      if layer < settings.hiddenUnits.count { x = x.map(function) }
    }
    return x.softmaxCrossEntropy(labels: images.labels.map { Int($0) })
  }
}

private func small(_ activation: String) -> NetworkCase {
  NetworkCase(
    testDescription: "small \(activation)", name: "made-mlp-7-5-\(activation)", features: 30,
    classes: 4, rows: 9)
}

private let cases =
  ["sigmoid", "relu", "tanh", "elu"].map(small) + [
    NetworkCase(
      testDescription: "784-20-10", name: "made-mlp-20", features: 784, classes: 10, rows: 128)
  ]

@Suite struct MLPNetworkTests {
  /// Float against Double: sums of up to 784 roundings of 6e-8.
  static let tolerance = 4e-6

  @Test(arguments: cases.prefix(4))
  fileprivate func gradientIsThatOfCentralDifferences(_ network: NetworkCase) throws {
    let (parameters, loss, gradient) = try network.evaluate()
    let point = parameters.map(Double.init)
    #expect(abs(Double(loss) - (try network.reference(at: point))) < Self.tolerance)
    let expected = centralDifferences(at: point, of: point.indices) {
      (try? network.reference(at: $0)) ?? .nan
    }
    for (index, (value, wanted)) in zip(gradient, expected).enumerated() {
      #expect(abs(Double(value) - wanted) < Self.tolerance, "parameter \(index)")
    }
  }

  @Test(arguments: cases)
  fileprivate func gradientIsThatOfPyTorch(_ network: NetworkCase) throws {
    let oracle = try DifferentiationOracle.load()
    let expected = try #require(oracle.networks[network.testDescription])
    let (_, loss, gradient) = try network.evaluate()
    #expect(abs(Double(loss) - expected.loss) < Self.tolerance)
    let step = try #require(expected.stride)
    let found = stride(from: 0, to: gradient.count, by: step).map { gradient[$0] }
    #expect(found.count == expected.gradient.count)
    for (index, (value, wanted)) in zip(found, expected.gradient).enumerated() {
      #expect(abs(Double(value) - wanted) < Self.tolerance, "parameter \(step * index)")
    }
  }

  @Test func bitsAreGoldenOnAnyNumberOfThreads() throws {
    let golden = Golden<[UInt64]>(
      [
        0xA335AEFA457C1024, 0x4BEC070475113202, 0x6ADB74CEDA1D45D9, 0x795216E41A7C700F,
        0x1BBFBD5A6DDA8B6F,
      ], 3)
    for threads in 1...3 {
      let bits = try cases.map { network in
        let (_, loss, gradient) = try network.evaluate(threads: threads)
        return fingerprint([loss] + gradient)
      }
      let flaw = golden.flaw(
        of: bits, by: Kernels.Arithmetic.version, Differentiation.Arithmetic.version,
        Optimizees.Arithmetic.version)
      #expect(flaw == nil, "\(threads) threads")
    }
  }
}
