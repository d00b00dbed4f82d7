import Screen
import Testing

@testable import Curses

@Suite("What a terminal can show")
struct ColorDepthDetectionTests {
  @Test(
    "CONSOLE-07 the depth of color follows NO_COLOR, then COLORTERM and the terminal's entry",
    arguments: [
      ([:], 256, ColorDepth.indexed), ([:], 8, .sixteen), ([:], 16, .sixteen), ([:], -1, .none),
      (["COLORTERM": "truecolor"], 256, .direct), (["COLORTERM": "24bit"], 256, .direct),
      (["COLORTERM": "yes"], 256, .indexed), (["COLORTERM": "truecolor"], 8, .sixteen),
      (["TERM": "xterm-direct"], 256, .direct),
      (["NO_COLOR": "1", "COLORTERM": "truecolor"], 256, .none),
      (["NO_COLOR": ""], 256, .indexed),
    ] as [([String: String], Int, ColorDepth)])
  func depth(environment: [String: String], colors: Int, depth: ColorDepth) {
    #expect(ColorDepth.detected(environment: environment, colors: colors) == depth)
  }

  @Test(
    "A terminal the database lacks is drawn as its nearest relative",
    arguments: [
      ("xterm-kitty", ["xterm-kitty", "xterm-256color", "vt100"]),
      ("xterm-direct", ["xterm-256color", "xterm-256color", "vt100"]),
      ("tmux-256color", ["tmux-256color", "screen-256color", "vt100"]),
      ("alacritty", ["alacritty", "xterm", "vt100"]),
    ])
  func relatives(term: String, candidates: [String]) {
    #expect(TerminalEntry.candidates(for: term) == candidates)
  }
}
