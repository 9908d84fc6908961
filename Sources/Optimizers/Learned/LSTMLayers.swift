import Kernels
import Sampling

/// The tensors of two LSTM layers of 20 units and of their read-out, and what they start as.
struct LSTMLayers {
  /// Channels that layer 0 sees.
  let inputs: Int

  /// Gate rows are i f g o, 20 rows each.
  var tensors: [LearnedTensor] {
    let (units, gates) = (LSTMShape.units, LSTMShape.gates)
    return [
      LearnedTensor(name: "lstm.0.weight_ih", shape: [gates, inputs]),
      LearnedTensor(name: "lstm.0.weight_hh", shape: [gates, units]),
      LearnedTensor(name: "lstm.0.bias", shape: [gates]),
      LearnedTensor(name: "lstm.1.weight_ih", shape: [gates, units]),
      LearnedTensor(name: "lstm.1.weight_hh", shape: [gates, units]),
      LearnedTensor(name: "lstm.1.bias", shape: [gates]),
      LearnedTensor(name: "readout.weight", shape: [1, units]),
      LearnedTensor(name: "readout.bias", shape: [1]),
    ]
  }

  /// Sonnet v1's initialisation of a tensor of a layer.
  ///
  /// Weights and biases of a layer with n inputs and 20 units ~ N(0, 1/(n + 20)) truncated at two
  /// standard deviations, `forgetBias` added to the biases of the forget gates.
  func initialValues(
    of tensor: LearnedTensor, forgetBias: Double, from stream: RandomStream
  ) -> [Float] {
    let units = LSTMShape.units
    let fanIn = (tensor.name.hasPrefix("lstm.0") ? inputs : units) + units
    return (0..<tensor.count).map { index in
      let draw = stream.truncatedNormal(fanIn: fanIn)
      let isForgetBias = tensor.name.hasSuffix("bias") && (units..<2 * units).contains(index)
      return isForgetBias ? draw + Float(forgetBias) : draw
    }
  }
}
