import TestSupport

/// Parameters after 1, 2 and 10 updates at learning rate 0.05, printed by
/// `Tests/Oracles/hand_designed.py` (torch 2.15.0).
struct PinnedRun: Sendable {
  let optimizer: String
  let parameters: [[Double]]

  init(_ optimizer: String, parameters: [[Double]]) {
    self.optimizer = optimizer
    self.parameters = parameters
  }

  static let all = [
    PinnedRun(
      "sgd",
      parameters: [
        [0.92500000, -0.59500000, 0.34435625, 1.95000000, 1.00000000, 1.00000000],
        [0.85896367, -0.50575000, 0.33887098, 1.90317563, 1.00000000, 1.00000000],
        [0.51431560, -0.13781208, 0.29988024, 1.61101565, 0.99999999, 1.00000000],
      ]),
    PinnedRun(
      "momentum",
      parameters: [
        [0.92500000, -0.59500000, 0.34435625, 1.95000000, 1.00000000, 1.00000000],
        [0.79146367, -0.41125000, 0.33379160, 1.85817562, 1.00000000, 1.00000000],
        [-0.48082890, 0.25955438, 0.16146161, 0.63861097, 0.99999998, 1.00000000],
      ]),
    PinnedRun(
      "nag",
      parameters: [
        [0.92500000, -0.59500000, 0.34435625, 1.95000000, 1.00000000, 1.00000000],
        [0.79886187, -0.42542500, 0.33393142, 1.86090854, 1.00000000, 1.00000000],
        [-0.29222248, 0.14415776, 0.17066419, 0.75023236, 0.99999998, 1.00000000],
      ]),
    PinnedRun(
      "rmsprop",
      parameters: [
        [0.50000003, -0.20000002, -0.14999956, 1.50000005, 0.95454545, 0.99950050],
        [0.32366363, -0.06200005, -0.00757078, 1.28000839, 0.91260152, 0.99900145],
        [0.01605095, -0.00000374, -0.00000000, 0.65337493, 0.65249594, 0.99502223],
      ]),
    PinnedRun(
      "adam",
      parameters: [
        [0.95000001, -0.65000001, 0.30000014, 1.95000002, 0.99846733, 0.99998419],
        [0.90015411, -0.60013075, 0.25074874, 1.90011234, 0.99632915, 0.99996185],
        [0.51988700, -0.22120508, -0.05762048, 1.51431423, 0.96728893, 0.99964552],
      ]),
    PinnedRun(
      "adagrad",
      parameters: [
        [0.95000000, -0.65000000, 0.30000000, 1.95000000, 0.95049505, 0.97500000],
        [0.91616462, -0.61597745, 0.26947633, 1.91582262, 0.91629603, 0.95465909],
        [0.76898088, -0.46814346, 0.15637549, 1.76460774, 0.76336092, 0.84538590],
      ]),
  ]
}

/// Bit patterns of the parameters after ten updates of the same run, from the same script (numpy
/// 2.4.6) in Float32 and our order of operations.
struct GoldenBits: Sendable {
  let optimizer: String
  let parameters: Golden<[UInt32]>

  init(_ optimizer: String, _ parameters: Golden<[UInt32]>) {
    self.optimizer = optimizer
    self.parameters = parameters
  }

  static let all = [
    GoldenBits(
      "sgd",
      Golden(
        [
          0x3F03AA30, 0xBE0D1E9D, 0x3E9989E6, 0x3FCE35C3, 0x3F800000, 0x3F800000,
        ], 1)),
    GoldenBits(
      "momentum",
      Golden(
        [
          0xBEF62F32, 0x3E84E44F, 0x3E255630, 0x3F237C02, 0x3F800000, 0x3F800000,
        ], 1)),
    GoldenBits(
      "nag",
      Golden(
        [
          0xBE959E2E, 0x3E139E15, 0x3E2EC299, 0x3F400F3F, 0x3F800000, 0x3F800000,
        ], 1)),
    GoldenBits(
      "rmsprop",
      Golden(
        [
          0x3C837D44, 0xB67B31D4, 0xB008FAF0, 0x3F274394, 0x3F2709FA, 0x3F7EB9C7,
        ], 1)),
    GoldenBits(
      "adam",
      Golden(
        [
          0x3F051751, 0xBE628397, 0xBD6C036E, 0x3FC1D50D, 0x3F77A03E, 0x3F7FE8C6,
        ], 1)),
    GoldenBits(
      "adagrad",
      Golden(
        [
          0x3F44DBF0, 0xBEEFB07E, 0x3E2020E4, 0x3FE1DEAB, 0x3F436B9E, 0x3F586B36,
        ], 1)),
  ]
}
