// What Swift can't see of the C library: the calls that make a pseudo-terminal.
#ifndef CPSEUDOTERMINAL_H
#define CPSEUDOTERMINAL_H

/// Makes a pseudo-terminal: the end a person would sit at, which never blocks, and the end a program
/// runs on. Both are closed on exec; neither becomes anybody's controlling terminal.
/// Returns 0, or -1 and errno.
int cpseudoterminal_open(int *person, int *program);

#endif
