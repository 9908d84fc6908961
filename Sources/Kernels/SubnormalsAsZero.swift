import CLanes

/// Runs `body` with subnormal numbers (below 2⁻¹²⁶) read as zero and written as zero.
///
/// A gradient that fades in the backward pass through a window ends in them, and some processors take
/// many times as long for each. All x86-64 processors agree on which results are subnormal, by the
/// exponent after rounding, so the bits are the same everywhere.
func withSubnormalsAsZero(_ body: () -> Void) {
  let control = lanes_flush_subnormals()
  body()
  lanes_restore(control)
}
