import Foundation
import Glibc
import Testing

/// A console whose orders take a while to the venue and back, so that leaving has to wait for them.
private final class SlowConsole {
  let terminal: TmuxConsole
  private let folder: TemporaryFolder

  /// - Parameter session: keys of the configuration's section of that name.
  init(latency: Int = 800, session: String = "", options: String = "") throws {
    folder = try TemporaryFolder()
    let configuration = try folder.write(
      "{ venue: { order_latency_ms: \(latency) }, session: { \(session) } }", to: "slow.json5")
    let command = "\(TmuxConsole.rung) --config '\(configuration)' \(options)"
    terminal = try TmuxConsole(
      columns: 100, rows: 28,
      "sh -c \"echo \\$\\$ > '\(folder.file("pid"))'; exec \(command)\"; code=$?; stty -a; (exit $code)"
    )
    try terminal.wait("the console") { $0.contains("DRY RUN") }
  }

  /// Waits until opens are on their way.
  func awaitOpens() throws {
    try terminal.wait("opens") { !$0.contains("entries 0") && $0.contains("entries allowed") }
  }

  func process() throws -> pid_t {
    let text = try String(contentsOfFile: folder.file("pid"), encoding: .utf8)
    return try #require(pid_t(text.filter(\.isNumber)))
  }

  /// Waits for the end and expects that the terminal is as it was.
  func expectEnd(within bound: Double = 20) throws -> String {
    let after = try terminal.wait("the end", within: bound) { $0.contains("exit code 0") }
    #expect(after.contains(" echo ") && after.contains(" icanon "), "the terminal's settings")
    #expect(!after.contains("DRY RUN"), "the alternate screen was left")
    return after
  }
}

@Test("OPEN-14 Leaving cancels opens and says what it awaits, until every outcome is in")
func awaitsOutcomes() throws {
  let console = try SlowConsole()
  try console.awaitOpens()

  try console.terminal.press("q")
  try console.terminal.wait("the question") { $0.contains("waits for their outcomes") }
  try console.terminal.press("y")
  try console.terminal.wait("what is awaited") {
    $0.contains("LEAVING: awaits 20 entries") && $0.contains("awaited: buy")
      && $0.contains("q leave at once")
  }

  #expect(try !console.expectEnd().contains("before the venue confirmed"))
}

@Test(
  "OPEN-14 The same key, pressed again while leaving waits, leaves at once and says so",
  arguments: ["q", "C-c"])
func forces(key: String) throws {
  let console = try SlowConsole(latency: 1_500)
  try console.awaitOpens()

  try console.terminal.press(key)
  try console.terminal.wait("the question") { $0.contains("Leave Rung") }
  try console.terminal.press("y")
  try console.terminal.wait("what is awaited") { $0.contains("LEAVING: awaits") }
  try console.terminal.press(key)

  #expect(
    try console.expectEnd(within: 5)
      .contains("quit before the venue confirmed the end of 20 entry orders"))
}

@Test("OPEN-14 The way out is a setting: keep leaves orders, flatten closes the position first")
func waysOut() throws {
  let keep = try SlowConsole(session: "on_exit: 'keep'")
  try keep.awaitOpens()
  try keep.terminal.press("q")
  try keep.terminal.wait("the question") { $0.contains("every order is left as it is") }
  try keep.terminal.press("y")
  #expect(try !keep.expectEnd(within: 5).contains("before the venue confirmed"))

  let flatten = try SlowConsole(latency: 100, session: "on_exit: 'flatten', speed: 20")
  try flatten.terminal.wait("a position") {
    $0.contains("Position long") || $0.contains("Position short")
  }
  try flatten.terminal.press("q")
  try flatten.terminal.wait("the question") { $0.contains("at the market first") }
  try flatten.terminal.press("y")
  #expect(try !flatten.expectEnd().contains("before the venue confirmed"))
}

@Test("OPEN-14 A signal takes the configured way, too, and the terminal is given back")
func terminates() throws {
  let console = try SlowConsole(latency: 1_500)
  try console.awaitOpens()
  kill(try console.process(), SIGTERM)

  #expect(try !console.expectEnd(within: 10).contains("before the venue confirmed"))
}

@Test("OPEN-14 A lost terminal ends the run where that is set")
func hangsUpAndEnds() throws {
  let console = try SlowConsole(session: "on_hangup: 'exit'")
  try console.awaitOpens()
  kill(try console.process(), SIGHUP)

  _ = try console.expectEnd(within: 10)
}

@Test("OPEN-14 A lost terminal ends a dry run whose market never would")
func hangsUpWithoutEnd() throws {
  let console = try SlowConsole(latency: 0, session: "speed: 60", options: "--market quiet")
  try console.awaitOpens()
  let process = try console.process()
  try console.terminal.hangUp()

  let end = DispatchTime.now() + 10.0
  while kill(process, 0) == 0, DispatchTime.now() < end { poll(nil, 0, 50) }
  #expect(kill(process, 0) != 0)
}

@Test("OPEN-14 A lost terminal leaves the run going on without a screen, to its end")
func hangsUpAndGoesOn() throws {
  let console = try SlowConsole(latency: 0, session: "speed: 60")
  try console.awaitOpens()
  let process = try console.process()
  try console.terminal.hangUp()
  poll(nil, 0, 1_000)

  #expect(kill(process, 0) == 0, "it goes on")
  let end = DispatchTime.now() + 30.0
  while kill(process, 0) == 0, DispatchTime.now() < end { poll(nil, 0, 50) }
  #expect(kill(process, 0) != 0, "it ends with the tape")
}
