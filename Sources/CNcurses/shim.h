// What Swift can't see of ncurses: its globals and its macros, one function each.
#ifndef RUNG_CNCURSES_SHIM_H
#define RUNG_CNCURSES_SHIM_H

#define NCURSES_WIDECHAR 1
#define NCURSES_NOMACROS 1
#define _XOPEN_SOURCE 700
#include <curses.h>
#include <wchar.h>

// <term.h> is left out: it defines hundreds of short names. These are all that's needed of it.
extern int setupterm(const char *term, int descriptor, int *error);
extern int tigetnum(const char *name);
extern char *tigetstr(const char *name);

static inline WINDOW *cncurses_screen(void) { return stdscr; }
static inline WINDOW *cncurses_terminal_screen(void) { return curscr; }
static inline int cncurses_colors(void) { return COLORS; }
static inline int cncurses_color_pairs(void) { return COLOR_PAIRS; }

static inline attr_t cncurses_bold(void) { return A_BOLD; }
static inline attr_t cncurses_dim(void) { return A_DIM; }
static inline attr_t cncurses_underline(void) { return A_UNDERLINE; }
static inline attr_t cncurses_reverse(void) { return A_REVERSE; }
static inline attr_t cncurses_italic(void) { return A_ITALIC; }

// The columns the C library gives a character; -1 where it has none or the locale lacks it.
static inline int cncurses_columns(unsigned int character) { return wcwidth((wchar_t)character); }

// A cell of one character; the color pair may be beyond what a short holds.
static inline void cncurses_set_cell(cchar_t *cell, wchar_t character, attr_t attributes,
                                     int pair) {
  wchar_t text[2] = {character, 0};
  setcchar(cell, text, attributes, 0, &pair);
}

#endif
