import Datasets
import Differentiation
import Sampling

/// A multilayer perceptron classifying images by minibatches: mean softmax cross-entropy
/// (Andrychowicz et al., 2016, section 3.2).
///
/// The flat parameters are W₁[features, h₁], b₁[h₁], W₂[h₁, h₂], …, each row-major, all drawn from
/// N(0, σ²) in that order, σ the name's or else the data set's for this number of hidden layers.
public struct MLPClassifierFamily: OptimizeeFamily {
  public static let namePattern =
    "(\(ClassificationSource.all.map(\.name).joined(separator: "|")))-mlp-<units>[-<units>...]"
    + "[-sigmoid|-relu|-tanh|-elu][-batch-<n>][-sigma-<s>]"
  public static let summary =
    "a network that classifies images by minibatches, of 128 unless it says"
  public static let exampleNames = [
    "mnist-mlp-20", "mnist-disjoint-mlp-20-20-relu", "digits-mlp-40-batch-16-sigma-0.1",
  ]
  public static let nameWords = ClassificationSource.all.map {
    (word: $0.name, meaning: $0.meaning)
  }

  /// Limits of the numbers in a name whose words are right.
  public static func expectation(ofName name: String) -> String? {
    let words = name.split(separator: "-").filter { !$0.allSatisfy { "0123456789.".contains($0) } }
    let sources = ClassificationSource.all.map(\.name).joined(separator: "-")
    let known = "\(sources)-mlp-batch-sigma".split(separator: "-")
    guard name.contains("-mlp-"),
      words.allSatisfy({ word in
        known.contains(word) || MLPName.Activation(rawValue: String(word)) != nil
      })
    else { return nil }
    return "1 to \(MLPName.layerLimit) hidden layers of up to \(MLPName.unitLimit) units, then an "
      + "activation, a batch of up to \(MLPName.batchLimit) and a sigma such as 0.05, in this order"
  }

  public let name: String
  private let settings: MLPName
  private let source: ClassificationSource
  private let training: MLPNetwork
  private let testing: MLPNetwork
  /// Nil until images that lie in files are loaded.
  private var examples: ClassificationData?

  public init?(name: String) {
    guard let settings = MLPName(name),
      let source = ClassificationSource.all.first(where: { $0.name == settings.source })
    else { return nil }
    self.name = name
    self.settings = settings
    self.source = source
    training = MLPNetwork(settings, source: source, rows: settings.batch)
    testing = MLPNetwork(settings, source: source, rows: MLPClassifier.heldOutRows)
  }

  public mutating func load(from library: DataLibrary) throws {
    examples = try source.data(from: library)
  }

  public var data: DataSummary? { source.summary }

  public var tensors: [ParameterTensor] { training.workspaces.program.parameters }
  public var isDeterministic: Bool { false }

  public func sample(
    from streams: FunctionStreams, initialParameters: inout MutableSpan<Float>
  ) -> any Optimizee {
    let sigma =
      settings.sigma ?? source.sigma.of(hiddenLayers: settings.hiddenUnits.count)
    for index in 0..<parameterCount {
      initialParameters[index] = Float(streams.function.gaussian(standardDeviation: sigma))
    }
    guard let data = examples ?? source.drawnData else {
      preconditionFailure("\(name) was not loaded from a data library")
    }
    return MLPClassifier(
      data: data, training: training, testing: testing,
      minibatches: MinibatchSequence(
        from: streams.minibatches, pool: data.pools.pool(for: streams.split),
        size: settings.batch))
  }
}

/// One function: its minibatches are its own, the network is the family's.
struct MLPClassifier: Optimizee {
  /// Held-out examples looked at together; their number is a multiple of it.
  static let heldOutRows = 250

  let data: ClassificationData
  let training: MLPNetwork
  let testing: MLPNetwork
  let minibatches: MinibatchSequence

  func loss(at parameters: Span<Float>, step: Int, gradient: inout MutableSpan<Float>) -> Float {
    loss(at: parameters, step: step, gradient: &gradient, threads: 1)
  }

  func loss(
    at parameters: Span<Float>, step: Int, gradient: inout MutableSpan<Float>, threads: Int
  ) -> Float {
    training.workspaces.use { workspace in
      training.load(minibatches.examples(of: step), of: data.images, into: workspace)
      return workspace.loss(at: parameters, gradient: &gradient, threads: threads)
    }
  }

  func loss(at parameters: Span<Float>, step: Int) -> Float {
    training.workspaces.use { workspace in
      training.load(minibatches.examples(of: step), of: data.images, into: workspace)
      return workspace.loss(at: parameters)
    }
  }

  /// Losses of equally large parts are added in order, then divided by their number.
  func heldOut(at parameters: Span<Float>) -> (loss: Float, accuracy: Float?)? {
    let (rows, heldOut) = (Self.heldOutRows, data.pools.heldOut)
    precondition(heldOut.count % rows == 0, "held-out examples are a multiple of \(rows)")
    var (loss, right): (Float, Int) = (0, 0)
    testing.workspaces.use { workspace in
      for first in stride(from: heldOut.lowerBound, to: heldOut.upperBound, by: rows) {
        let examples = Array(first..<first + rows)
        testing.load(examples, of: data.images, into: workspace)
        loss += workspace.loss(at: parameters)
        right += testing.rightAnswers(examples, of: data.images, in: workspace)
      }
    }
    let parts = heldOut.count / rows
    return (loss / Float(parts), Float(right) / Float(heldOut.count))
  }
}
