/// The modes that a console switches on besides those of ncurses, and how to undo all of them.
///
/// - Source: xterm's "Control Sequences"; terminals that lack a mode ignore its sequence.
enum TerminalModes {
  static let pasteOn = "\u{1B}[?2004h"
  static let pasteOff = "\u{1B}[?2004l"
  /// Presses, drags and the wheel, reported in the form without limits (1006).
  static let mouseOn = "\u{1B}[?1000h\u{1B}[?1002h\u{1B}[?1006h"
  static let mouseOff = "\u{1B}[?1006l\u{1B}[?1002l\u{1B}[?1000l"

  /// Undoes from outside what a console that died left behind: it ends an unfinished sequence,
  /// switches the modes off, and restores normal keys, the cursor, attributes, the character set,
  /// whole-screen scrolling and the normal screen.
  static let rescue =
    "\u{1B}\\" + mouseOff + pasteOff + "\u{1B}[?1l\u{1B}>" + "\u{1B}(B\u{F}\u{1B}[0m"
    + "\u{1B}[?7h\u{1B}[r\u{1B}[?1049l\u{1B}[?25h\r"
}
