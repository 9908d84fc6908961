// The header is all there is; this file has the compiler check it on its own.
#include "CLanes.h"
