#define _GNU_SOURCE
#include "CPseudoTerminal.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

int cpseudoterminal_open(int *person, int *program) {
  int flags = O_RDWR | O_NOCTTY | O_CLOEXEC;
  char name[128];
  *program = -1;
  *person = posix_openpt(flags | O_NONBLOCK);
  if (*person < 0) return -1;
  if (grantpt(*person) == 0 && unlockpt(*person) == 0 &&
      ptsname_r(*person, name, sizeof name) == 0) {
    *program = open(name, flags);
    if (*program >= 0) return 0;
  }
  int reason = errno;
  close(*person);
  errno = reason;
  return -1;
}
