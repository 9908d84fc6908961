// The zlib header this project uses, for data sets distributed as `.gz`.
#pragma once
#include <zlib.h>
