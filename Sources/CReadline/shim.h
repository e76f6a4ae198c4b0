// GNU readline for Swift: stdio must come first, because readline's headers use FILE.
#ifndef PARLEY_CREADLINE_SHIM_H
#define PARLEY_CREADLINE_SHIM_H

#include <signal.h>
#include <stdio.h>
#include <readline/readline.h>
#include <readline/history.h>

// Swift imports no macro with a cast or a parenthesised sign.
static const int PARLEY_READERR = READERR;

// Declared by poll.h only where all of GNU is asked for.
struct pollfd;
extern int ppoll(
  struct pollfd *descriptors, unsigned long count, const struct timespec *timeout,
  const sigset_t *mask);

#endif
