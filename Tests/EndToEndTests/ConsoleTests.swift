import Glibc
import Testing

@Test("The console opens on the bundled recording, steps, plays, and gives the terminal back")
func opensAndQuits() throws {
  let console = try TmuxConsole(columns: 120, rows: 40, "\(TmuxConsole.rung) --paused")

  try console.wait("the paused console") { $0.contains("DRY RUN") && $0.contains("PAUSED") }
  try console.press("n")
  let first = try console.wait("the first update") { !$0.contains("update 0/93950") }
  try console.press("n")
  try console.wait("the second update") { clock($0) != clock(first) }
  try console.press("p")
  try console.wait("one back") { clock($0) == clock(first) }
  try console.press("p")
  try console.wait("the start") { $0.contains("update 0/93950") }
  try console.press("m", "r")
  try console.wait("the end of the tape", within: 60) { $0.contains("END OF TAPE") }
  try console.press("q")
  try console.wait("the question before leaving with a position") { $0.contains("y confirms") }
  try console.press("y")
  let after = try console.wait("the end") { $0.contains("exit code") }

  #expect(after.contains("exit code 0"))
  #expect(!after.contains("DRY RUN"), "the alternate screen was left")
}

/// How far the tape is, as the screen says it.
private func clock(_ screen: String) -> Substring? {
  screen.firstRange(of: "update ").map { screen[$0.upperBound...].prefix { $0 != " " } }
}

@Test("CONSOLE-11 The console follows the terminal's size, and says so where it is too small")
func resizes() throws {
  let console = try TmuxConsole(columns: 80, rows: 24, "\(TmuxConsole.rung) --paused")
  try console.wait("the console") { $0.contains("DRY RUN") }

  try console.resize(columns: 40, rows: 10)
  try console.wait("the notice") { $0.contains("Rung needs") && $0.contains("40×10") }
  try console.resize(columns: 200, rows: 60)
  try console.wait("the whole console") { $0.contains("DRY RUN") && !$0.contains("Rung needs") }
}

@Test("RISK-04 Freeze acts at once without asking, and a second press takes it back")
func freezes() throws {
  let console = try TmuxConsole(columns: 120, rows: 40, "\(TmuxConsole.rung) --speed 100")
  try console.wait("opens") { !$0.contains("entries 0") && $0.contains("RUNNING") }

  try console.press("f")
  try console.wait("the freeze") { $0.contains("FROZEN") && $0.contains("entries 0") }
}

@Test("CONSOLE-16 Keys cut by a slow link move the cursor or do nothing, and are no commands")
func cutKeys() throws {
  let console = try TmuxConsole(columns: 110, rows: 34, "\(TmuxConsole.rung) --paused")
  try console.wait("the console") { $0.contains("DRY RUN") }
  try console.press("o")
  try console.wait("the first fill") { $0.contains("fills 1") && $0.contains("entries allowed") }
  for key in ["[A", "[B", "[F", "[5~", "OA", "[<64;5;5M"] {
    try console.send("\u{1B}", key, pause: 120)
    try console.send("\u{1B}" + key.prefix(1), String(key.dropFirst()), pause: 250)
  }
  poll(nil, 0, 600)
  // The jump by time is the last thing asked, so that all before it has been taken in.
  try console.send(":", pause: 0)
  let screen = try console.wait("the prompt") { $0.contains("Jump to") }

  #expect(!screen.contains("PAUSED BUY") && !screen.contains("Flatten"))
  #expect(screen.contains("entries allowed"), "nothing is paused")
  try console.send("\u{1B}", pause: 0)
  try console.wait("escape closes at once", within: 5) { !$0.contains("Jump to") }
  poll(nil, 0, 600)
  try console.send("F", pause: 0)
  try console.wait("the question") { $0.contains("Flatten:") }
  try console.send("\u{1B}", "[B", pause: 150)
  try console.wait("what was dropped") {
    !$0.contains("Flatten:") && $0.contains("\"down\" dropped")
  }
}

@Test("CONSOLE-14 The printed screen of a moment is the same in every process, panel by panel")
func printedScreens() throws {
  let screen = try rung("step", bundledTape, "--to", "fill:1", "--size", "120x30")
  let again = try rung("step", bundledTape, "--to", "fill:1", "--size", "120x30")
  let log = try rung("step", bundledTape, "--to", "fill:1", "--dump", "log", "--size", "80x10")

  #expect(screen.code == 0 && screen.errors.isEmpty)
  #expect(screen == again)
  #expect(screen.output.contains("fills 1"))
  #expect(screen.output.split(separator: "\n").allSatisfy { $0.count <= 120 })
  #expect(log.code == 0 && log.output.contains("FILL"))
}

@Test(
  "A moment that isn't on the tape is refused with what is there",
  arguments: [
    ("23:50:00", "\"23:50:00\" is outside the tape"),
    ("25:99", "\"25:99\" does not exist"), ("soon:3", "not allowed; a UTC time such as"),
    ("fill:0", "not allowed; a UTC time such as"),
  ])
func noSuchMoment(moment: String, message: String) throws {
  let run = try rung("step", bundledTape, "--to", moment)

  #expect(run.code == 2 && run.output.isEmpty && run.errors.contains(message), "\(run.errors)")
}

@Test("Where the tape ends before the moment, its end is printed and the code is 1")
func afterTheEnd() throws {
  let end = try rung("step", bundledTape)
  let run = try rung("step", bundledTape, "--to", "#99999999")

  #expect(end.code == 0 && end.output.contains("update 93950/93950"))
  #expect(run.code == 1 && run.output == end.output)
  #expect(run.errors == "rung: the tape ends before #99999999\n")
}

@Test(
  "Without a terminal the tape is played to the report, and that is said; --headless asks for it")
func withoutTerminal() throws {
  let console = try rung("run")
  let headless = try rung("run", "--headless")

  #expect(console.code == 0 && console.output.contains("state hash"))
  #expect(
    console.errors
      == "rung: standard input is not a terminal; playing without a screen (--headless)\n")
  #expect(headless.code == 0 && headless.output.contains("state hash"))
  #expect(headless.errors.isEmpty)
}

@Test("Before the first update a screen shows the tape's first moment, as the console does")
func firstMoment() throws {
  let screen = try rung("step", bundledTape, "--to", "+0", "--dump", "header", "--size", "120x40")

  #expect(screen.code == 0)
  #expect(screen.output.contains(" 2024-08-08  23:54:15.088 "))
}
