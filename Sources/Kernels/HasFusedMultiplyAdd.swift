import CLanes

/// Whether this module was compiled for processors with fused multiply-add instructions. Without them
/// every bit is the same and arithmetic is slow.
public let hasFusedMultiplyAdd = lanes_have_fused_multiply_add()
