#define _GNU_SOURCE // chdir and closefrom among the actions of a spawn

#include "CChildProcess.h"

#include <signal.h>
#include <spawn.h>
#include <stddef.h>

extern char **environ;

int start_child_process(
    pid_t *id, char *const arguments[], const char *folder, const int streams[3]) {
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  sigset_t none, ours;
  sigemptyset(&none);
  sigemptyset(&ours);
  const int signals[] = {SIGHUP, SIGINT, SIGPIPE, SIGTERM};
  for (size_t i = 0; i < sizeof signals / sizeof *signals; i++) sigaddset(&ours, signals[i]);

  posix_spawn_file_actions_init(&actions);
  for (int stream = 0; stream < 3; stream++) {
    posix_spawn_file_actions_adddup2(&actions, streams[stream], stream);
  }
  posix_spawn_file_actions_addclosefrom_np(&actions, 3);
  posix_spawn_file_actions_addchdir_np(&actions, folder);
  posix_spawnattr_init(&attributes);
  posix_spawnattr_setsigmask(&attributes, &none);
  posix_spawnattr_setsigdefault(&attributes, &ours);
  posix_spawnattr_setpgroup(&attributes, 0);
  posix_spawnattr_setflags(
      &attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP);
  const int problem = posix_spawnp(id, arguments[0], &actions, &attributes, arguments, environ);
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&actions);
  return problem;
}
