import CLanes

/// Runs `body` with subnormal numbers (below 2⁻¹²⁶) taken as zero, and zero given in their place.
///
/// A gradient that fades on its way back through a window ends in them, and some processors take many
/// times as long for each. Every x86-64 one decides alike which results are subnormal, by the exponent
/// after rounding, so the bits are the same everywhere.
func withSubnormalsAsZero(_ body: () -> Void) {
  let control = lanes_flush_subnormals()
  body()
  lanes_restore(control)
}
