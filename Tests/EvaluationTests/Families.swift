import Differentiation
import Optimizees

/// f(x) = curvature · x² from x = 1, or from 1 + a draw of the function's stream.
struct Bowl: OptimizeeFamily {
  static let namePattern = "bowl"
  var curvature: Float
  var isDrawn = false

  init(curvature: Float, isDrawn: Bool = false) {
    self.curvature = curvature
    self.isDrawn = isDrawn
  }

  init?(name: String) { nil }

  var name: String { "bowl" }
  var tensors: [ParameterTensor] { [.point(dimension: 1)] }
  var isDeterministic: Bool { true }

  func sample(
    from streams: FunctionStreams, initialParameters: inout MutableSpan<Float>
  ) -> any Optimizee {
    initialParameters[0] = isDrawn ? 1 + Float(streams.function.uniform()) : 1
    return Function(curvature: curvature)
  }

  struct Function: Optimizee {
    let curvature: Float

    func loss(
      at parameters: Span<Float>, step: Int, gradient: inout MutableSpan<Float>
    ) -> Float {
      gradient[0] = 2 * curvature * parameters[0]
      return loss(at: parameters, step: step)
    }

    func loss(at parameters: Span<Float>, step: Int) -> Float {
      curvature * parameters[0] * parameters[0]
    }
  }
}

/// A stochastic family: the loss is the step's number, the same for all parameters.
struct Clock: OptimizeeFamily {
  static let namePattern = "clock"
  var brokenFrom: Int

  init(brokenFrom: Int = .max) { self.brokenFrom = brokenFrom }
  init?(name: String) { nil }

  var name: String { "clock" }
  var tensors: [ParameterTensor] { [.point(dimension: 1)] }
  var isDeterministic: Bool { false }

  func sample(
    from streams: FunctionStreams, initialParameters: inout MutableSpan<Float>
  ) -> any Optimizee {
    initialParameters[0] = 0
    return Function(brokenFrom: brokenFrom)
  }

  struct Function: Optimizee {
    let brokenFrom: Int

    func loss(
      at parameters: Span<Float>, step: Int, gradient: inout MutableSpan<Float>
    ) -> Float {
      gradient[0] = 1
      return loss(at: parameters, step: step)
    }

    func loss(at parameters: Span<Float>, step: Int) -> Float {
      step < brokenFrom ? Float(step + 1) : .nan
    }
  }
}

/// x² again, whose held-out loss is the parameter itself and whose accuracy is its negative.
struct HeldOutBowl: OptimizeeFamily {
  static let namePattern = "held-out-bowl"

  init() {}
  init?(name: String) { nil }

  var name: String { "held-out-bowl" }
  var tensors: [ParameterTensor] { [.point(dimension: 1)] }
  var isDeterministic: Bool { false }

  func sample(
    from streams: FunctionStreams, initialParameters: inout MutableSpan<Float>
  ) -> any Optimizee {
    initialParameters[0] = 1
    return Function(bowl: Bowl.Function(curvature: 1))
  }

  struct Function: Optimizee {
    let bowl: Bowl.Function

    func loss(
      at parameters: Span<Float>, step: Int, gradient: inout MutableSpan<Float>
    ) -> Float {
      bowl.loss(at: parameters, step: step, gradient: &gradient)
    }

    func loss(at parameters: Span<Float>, step: Int) -> Float {
      bowl.loss(at: parameters, step: step)
    }

    func heldOut(at parameters: Span<Float>) -> (loss: Float, accuracy: Float?)? {
      (parameters[0], -parameters[0])
    }
  }
}
