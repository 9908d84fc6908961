import Kernels

/// A build in which a fused multiply-add is a call, one number at a time.
enum SlowBuild {
  /// Says once on standard error that this is one, and how to get another.
  static func warn() {
    guard !hasFusedMultiplyAdd else { return }
    StandardError.print(
      """
      warning: this program was built without fused multiply-add instructions. It gives the same bits, \
      but meta-training takes some 50 times as long. In l2l itself, build without L2L_CPU. In a package \
      that depends on it: swift build -c release -Xcc -march=native -Xcc -fno-math-errno
      """)
  }
}
