import Datasets
import Differentiation
import Kernels

/// The loss of a multilayer perceptron on `rows` images, written down once for a family.
struct MLPNetwork: Sendable {
  let workspaces: WorkspacePool
  private let images: NodeID
  private let labels: NodeID
  private let logits: NodeID
  private let classes: Int

  init(_ settings: MLPName, source: ClassificationSource, rows: Int) {
    let graph = Graph()
    let images = graph.input([rows, source.features])
    let labels = graph.input([rows])
    var activity = images
    var width = source.features
    for (number, units) in settings.hiddenUnits.enumerated() {
      activity = Self.layer(number, of: activity, width: width, units: units)
        .activated(by: settings.activation)
      width = units
    }
    let logits = Self.layer(
      settings.hiddenUnits.count, of: activity, width: width, units: source.classes)
    let loss = logits.softmaxCrossEntropy(labels: labels)
    workspaces = WorkspacePool(Program(loss: loss))
    (self.images, self.labels, self.logits) = (images.node, labels.node, logits.node)
    classes = source.classes
  }

  /// XW + b, W and b being the next parameters, named after the layer.
  private static func layer(_ number: Int, of input: Tensor, width: Int, units: Int) -> Tensor {
    let weights = ParameterTensor(
      name: "layer\(number).weights", shape: [width, units],
      role: number == 0 ? .inputWeights : .weights)
    let bias = ParameterTensor(name: "layer\(number).bias", shape: [units], role: .bias)
    let graph = input.graph
    return input.product(graph.parameter(weights)).addingRow(graph.parameter(bias))
  }
}

extension Tensor {
  fileprivate func activated(by activation: MLPName.Activation) -> Tensor {
    switch activation {
    case .sigmoid: sigmoid()
    case .relu: rectifiedLinear()
    case .tanh: hyperbolicTangent()
    case .elu: exponentialLinear()
    }
  }
}

extension MLPNetwork {
  /// Sets the images, as intensities 0 … 1, and their labels.
  func load(_ examples: [Int], of data: LabelledImages, into workspace: Workspace) {
    let size = data.pixelsPerImage
    workspace.setInput(images) { rows in
      precondition(rows.count == examples.count * size, "one row an example")
      rows.withUnsafeMutableBufferPointer { rows in
        data.pixels.withUnsafeBufferPointer { pixels in
          guard let rows = rows.baseAddress, let pixels = pixels.baseAddress else { return }
          for (row, example) in examples.enumerated() {
            ByteIntensities.copy(pixels + example * size, count: size, to: rows + row * size)
          }
        }
      }
    }
    workspace.setInput(labels) { labels in
      for (row, example) in examples.enumerated() { labels[row] = Float(data.labels[example]) }
    }
  }

  /// Examples whose largest logit of the last pass, the first of equals, is that of their label.
  func rightAnswers(_ examples: [Int], of data: LabelledImages, in workspace: Workspace) -> Int {
    let values = workspace.values(of: logits)
    return examples.indices.count { row in
      let own = values[row * classes..<(row + 1) * classes]
      return own.firstIndex(of: own.max() ?? 0) == own.startIndex + Int(data.labels[examples[row]])
    }
  }
}
