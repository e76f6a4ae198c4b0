// GNU readline for Swift: stdio must come first, because readline's headers use FILE.
#ifndef PARLEY_CREADLINE_SHIM_H
#define PARLEY_CREADLINE_SHIM_H

#include <stdio.h>
#include <readline/readline.h>
#include <readline/history.h>

// Swift imports no macro with a cast or a parenthesised sign.
static const int PARLEY_READERR = READERR;

#endif
