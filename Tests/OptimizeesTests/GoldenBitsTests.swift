import Kernels
import Optimizees
import Sampling
import TestSupport
import Testing

/// Bits of two functions' losses and gradients: the same in debug and release, for any instruction
/// set.
private let golden: [(name: String, bits: Golden<UInt64>)] = [
  ("quadratic-uniform-1", Golden(0x0B38_B004_6BE7_0330, 3)),
  ("quadratic-uniform-5", Golden(0x1D00_A527_A5E8_46C4, 3)),
  ("quadratic-uniform-16", Golden(0xD7C5_47EA_41EC_C252, 3)),
  ("quadratic-uniform-17", Golden(0x0EA5_8306_8873_B804, 3)),
  ("quadratic-uniform-40", Golden(0x08E3_AD84_0B52_A1F7, 3)),
  ("quadratic-gaussian-1", Golden(0x0239_F6A3_B8BB_5817, 3)),
  ("quadratic-gaussian-5", Golden(0x95ED_3688_E808_08E3, 3)),
  ("quadratic-gaussian-16", Golden(0x1B91_40AE_2CA1_A6DA, 3)),
  ("quadratic-gaussian-17", Golden(0x6B96_A8DA_56CA_3C77, 3)),
  ("quadratic-gaussian-40", Golden(0x68F4_EA44_17A9_7A64, 3)),
]

@Test(arguments: golden)
func lossesAndGradientsHaveGoldenBits(name: String, golden: Golden<UInt64>) throws {
  let batch = try quadratics(name, numbers: 0..<2)
  let parameters = batch.initialParameters.indices.map { Float(scatter($0)) }
  let (losses, gradient) = evaluate(batch, at: parameters)
  #expect(batch.losses(at: parameters, step: 0) == losses, "the loss alone is the same loss")
  let bits = fingerprint(batch.initialParameters + losses + gradient)
  #expect(
    golden.flaw(
      of: bits, by: Sampling.Arithmetic.version, Kernels.Arithmetic.version,
      Optimizees.Arithmetic.version) == nil)
}
