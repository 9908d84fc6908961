import Kernels
import Settings

/// Functions of one family side by side, their parameters in one flat vector, function after function.
public struct OptimizeeBatch: Sendable {
  public let functions: [any Optimizee]
  public let layout: ParameterLayout
  /// θ₀ of every function.
  public let initialParameters: [Float]

  /// Functions number `numbers` of a set, each from streams of its own.
  ///
  /// `transformations` change each, by draws from streams of its own.
  public init(
    _ family: any OptimizeeFamily, _ split: FunctionSplit, numbers: Range<Int>, suiteSeed: UInt64,
    transformations: Transformations = Transformations()
  ) {
    let layout = ParameterLayout(
      functions: numbers.count, tensors: transformations.tensors(of: family))
    let size = layout.parametersPerFunction
    var initial = [Float](repeating: 0, count: numbers.count * size)
    var functions: [any Optimizee] = []
    initial.withUnsafeMutableBufferPointer { initial in
      for (index, number) in numbers.enumerated() {
        let own = UnsafeMutableBufferPointer(rebasing: initial[index * size..<(index + 1) * size])
        var slice = own.mutableSpan
        let streams = split.streams(suiteSeed: suiteSeed, number: number)
        functions.append(
          transformations.sample(family, from: streams, initialParameters: &slice))
      }
    }
    self.functions = functions
    self.layout = layout
    initialParameters = initial
  }

  /// Functions made elsewhere, all with `parameterCount` parameters.
  public init(functions: [any Optimizee], parameterCount: Int, initialParameters: [Float]) {
    precondition(initialParameters.count == functions.count * parameterCount)
    self.functions = functions
    layout = ParameterLayout(functions: functions.count, parametersPerFunction: parameterCount)
    self.initialParameters = initialParameters
  }

  /// Parameters of one function.
  public var parameterCount: Int { layout.parametersPerFunction }
}

extension OptimizeeBatch {
  /// The loss of every function on the minibatch of `step`, and the gradients in the layout of the
  /// parameters. Threads share the functions out, or work on one at a time when they are too few.
  package func evaluate(
    at parameters: [Float], step: Int, losses: inout [Float], gradient: inout [Float],
    loop: ParallelLoop
  ) {
    let size = parameterCount
    precondition(parameters.count == functions.count * size && gradient.count == parameters.count)
    let isShared = functions.count >= loop.threads
    let group = isShared ? groupSize : functions.count
    let threadsPerFunction = isShared ? 1 : loop.threads
    losses.withUnsafeMutableBufferPointer { losses in
      gradient.withUnsafeMutableBufferPointer { gradient in
        nonisolated(unsafe) let (losses, gradient) = (losses, gradient)
        loop.run((functions.count + group - 1) / group) { index, _ in
          for number in (index * group)..<min((index + 1) * group, functions.count) {
            let range = number * size..<(number + 1) * size
            let own = UnsafeMutableBufferPointer(rebasing: gradient[range])
            var slice = own.mutableSpan
            losses[number] = functions[number].loss(
              at: parameters.span.extracting(range), step: step, gradient: &slice,
              threads: threadsPerFunction)
          }
        }
      }
    }
  }

  /// The loss of every function on the minibatch of `step`.
  package func losses(at parameters: [Float], step: Int) -> [Float] {
    functions.indices.map { number in
      functions[number].loss(
        at: parameters.span.extracting(
          number * parameterCount..<(number + 1) * parameterCount), step: step)
    }
  }

  /// What every function measures on its held-out examples.
  package func heldOut(at parameters: [Float]) -> [(loss: Float, accuracy: Float?)?] {
    functions.indices.map { number in
      functions[number].heldOut(
        at: parameters.span.extracting(
          number * parameterCount..<(number + 1) * parameterCount))
    }
  }

  /// Functions worked on by one thread at a time: small ones together.
  private var groupSize: Int { max(1, 640 / parameterCount) }
}
