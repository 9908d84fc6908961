#include <stddef.h>
#include <stdint.h>

/// libFuzzer as a library: runs `callback` on inputs of its own making until it has done what the
/// arguments say, or an input crashes.
int LLVMFuzzerRunDriver(
    int *argc, char ***argv, int (*callback)(const uint8_t *data, size_t size));
