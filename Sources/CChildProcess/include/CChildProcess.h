#ifndef CCHILDPROCESS_H
#define CCHILDPROCESS_H

#include <sys/types.h>

/// Starts a program, looked for in PATH where its name has no slash, in `folder`, with `streams` as its
/// standard input, output and error. It has no other open file, a group of its own, and no signal that is
/// ignored or blocked. Returns 0, or the error number of the system.
int start_child_process(
    pid_t *id, char *const arguments[], const char *folder, const int streams[3]);

#endif
