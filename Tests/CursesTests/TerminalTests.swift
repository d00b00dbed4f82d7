import Foundation
import TerminalKit
import Testing

/// What a terminal shows and sends, in a real one.
@Suite("Terminal", .serialized, .enabled(if: Pane.isAvailable))
struct TerminalTests {
  private let demo = GuardedProgram(
    command: GuardedProgram.product("guard-demo"), ready: "│process ", quit: ["q"])

  @Test(
    "After a hundred random frames the screen shows the last, cell for cell and style for style",
    arguments: ["COLORTERM=truecolor", "TERM=screen-256color", "TERM=screen", "NO_COLOR=1"])
  func frames(variables: String) throws {
    let dump = NSTemporaryDirectory() + "rung-dump-\(UUID().uuidString)"
    defer { unlink(dump) }
    let theme = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../themes/dark.json").path
    let pane = try Pane(columns: 100, rows: 30, environment: ["GUARD_DEMO_DUMP": dump])
    try pane.run("\(variables) \(demo.command) --theme \(theme)")
    try pane.wait(forText: demo.ready)

    try pane.press("r")
    try pane.wait("the dump") { _ in access(dump, R_OK) == 0 }
    let expected = try String(contentsOfFile: dump, encoding: .utf8)
      .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    try pane.wait("the last frame") { Array($0.lines.prefix(30)) == expected }
    let drawnBySteps = try pane.styledRows
    try pane.press("Space")

    try pane.wait(forText: "<2>")
    let drawnAtOnce = try pane.styledRows
    #expect(drawnAtOnce.prefix(29) == drawnBySteps.prefix(29))
    let isDirect = drawnBySteps.joined().contains { $0.style.contains("38;2;") }
    #expect(isDirect == (variables == "COLORTERM=truecolor"))
    try pane.press("Space", "q")
  }

  @Test("Keys arrive as they're named")
  func keys() throws {
    let pane = try Pane(rows: 40)
    try pane.start(demo)
    let keys = [
      ("x", "x"), ("X", "X"), ("Up", "up"), ("PgDn", "pgdn"), ("F1", "f1"), ("F12", "f12"),
      ("C-c", "ctrl-c"), ("C-z", "ctrl-z"), ("C-\\", "ctrl-\\"), ("C-s", "ctrl-s"),
      ("M-a", "alt-a"), ("BTab", "shift-tab"), ("Enter", "enter"),
      ("BSpace", "backspace"), ("Home", "home"), ("DC", "delete"), ("C-Left", "ctrl-left"),
      ("Space", "space"), ("é", "é"), ("Escape", "esc"),
    ]
    for (pressed, name) in keys {
      try pane.press(pressed)
      try pane.wait("key \(name)") { $0.lines.contains { $0.hasPrefix("│key \(name) ") } }
    }
    usleep(600_000)  // A key right behind escape is doubted.
    try pane.press("q")
  }

  @Test("CONSOLE-05 pasted text and bursts arrive as text, not as keys")
  func pastes() throws {
    let pane = try Pane()
    try pane.start(demo)

    try pane.paste("qqq eee ttt")
    try pane.wait(forText: "paste 11 qqq eee ttt")
    try pane.burst("quit everything")
    try pane.wait(forText: "paste 15 quit everything")
    #expect(!pane.text.contains("key "))
    try pane.wait("a key after a pause", every: 0.15) { pane in
      try pane.press("x")
      return pane.text.contains("key x")
    }
    try pane.press("q")
  }

  @Test("CONSOLE-11 a storm of resizes ends with the screen drawn for the last size")
  func resizes() throws {
    let pane = try Pane()
    try pane.start(demo)
    for step in 0..<30 {
      try pane.resize(columns: 10 + step * 7 % 90, rows: 2 + step * 5 % 40)
    }

    try pane.resize(columns: 70, rows: 21)

    try pane.wait("the last size") { pane in
      let lines = pane.lines
      return pane.text.contains("size 70x21 ") && lines[0].count == 70 && lines[20].count == 70
        && lines[20].hasSuffix("┘")
    }
    try pane.press("q")
  }

  @Test(
    "CONSOLE-11 without UTF-8, or when asked, the screen is ASCII and says why",
    arguments: [("C", ""), ("C.UTF-8", " --ascii")])
  func ascii(locale: String, option: String) throws {
    let pane = try Pane(environment: ["LC_ALL": locale])

    try pane.run(demo.command + option)

    try pane.wait(forText: "+- guard-demo -----")
    #expect(pane.text.utf8.count == pane.text.count, "each character is one byte")
    #expect(pane.text.contains("the locale is not UTF-8") == (locale == "C"))
    try pane.press("q")
  }

  @Test(
    "CONSOLE-07 the depth of color is what the environment says",
    arguments: [
      ("TERM=xterm-256color", "256"), ("TERM=xterm-256color COLORTERM=truecolor", "truecolor"),
      ("TERM=xterm", "16"), ("TERM=vt100", "none"), ("NO_COLOR=1 TERM=xterm-256color", "none"),
      ("TERM=xterm-kitty", "256"), ("TERM=linux", "16"),
    ])
  func depth(variables: String, depth: String) throws {
    let pane = try Pane()

    try pane.run("\(variables) \(demo.command)")

    try pane.wait(forText: "colors \(depth) end")
    #expect(pane.text.contains("is not in the terminal database") == variables.contains("kitty"))
    try pane.press("q")
  }

  @Test("A terminal that can't move its cursor is refused with a sentence")
  func dumb() throws {
    let pane = try Pane()

    try pane.run("TERM=dumb \(demo.command); echo ended with $?")

    try pane.wait(forText: "ended with 3")
    #expect(pane.text.contains("run with --headless"))
    #expect(try pane.modes == Pane.normalModes)
  }
}
