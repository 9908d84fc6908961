// The libmd header this project uses, for SHA-256.
#pragma once
#include <sys/types.h>
#include <sha2.h>
