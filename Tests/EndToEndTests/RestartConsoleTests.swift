import Foundation
import Glibc
import Testing

/// Runs that were killed, and that the console continues.
@Suite("The console on a run that was killed", .serialized)
struct RestartConsoleTests {
  @Test("RECON-01 STATE-06 After a kill the console holds entries until the operator has answered")
  func live() throws {
    let processes = try LinkedProcesses(
      configuration: "{ market: { generated: { style: 'mixed', volatility_bps: 3 } } }",
      "--seed", "6", "--speed", "10")
    let journal = processes.file("run.journal")
    let killed = try processes.startClient(["--journal", journal])
    try processes.wait("lots of the first process") { try processes.truth().fills.count >= 3 }
    try killed.kill()

    let console = try TmuxConsole(
      columns: 120, rows: 40,
      "\(TmuxConsole.rung) run --venue-socket \(processes.socket) --journal '\(journal)'")
    try console.wait("what was found, compared with the venue") {
      $0.contains("Restart: what was found") && $0.contains("was killed or crashed at")
        && $0.contains("Compared with the venue at") && $0.contains("the position agrees")
        && $0.contains("entries wait for your answer")
    }
    let held = try entries(processes)
    try console.press("Escape")
    try console.wait("the panels, and entries still held") {
      $0.contains("RESTARTED") && !$0.contains("what was found ─")
    }
    let seen = try update(console)
    try console.wait("a hundred updates of the market") { update(in: $0) > seen + 100 }
    #expect(try entries(processes) == held, "no entry before the answer")

    try console.press("S")
    try console.wait("the assistant again") { $0.contains("Restart: what was found") }
    try console.press("r")
    try processes.wait("entries after the answer") { try entries(processes) > held }
    try console.wait("nothing held") { !$0.contains("RESTARTED") }
    let commands = try shell(
      "sqlite3 -readonly '\(journal)' 'SELECT name, source FROM commands ORDER BY input'")
    #expect(commands.output == "hold_entries|restart\nresume_entries|operator\n")
  }

  /// The number of the last market update, as the header shows it.
  private func update(_ console: TmuxConsole) throws -> Int { update(in: try console.screen()) }

  private func update(in screen: String) -> Int {
    screen.firstMatch(of: /update (\d+)/).flatMap { Int($0.1) } ?? 0
  }

  /// How many entries the venue has accepted.
  private func entries(_ processes: LinkedProcesses) throws -> Int {
    try processes.truth().accepted.count { VenueTruth.purpose(of: $0) == 1 }
  }

  @Test("STATE-02 CONSOLE-05 A dry run that was killed waits with what it holds, and goes on")
  func dryRun() throws {
    let folder = try TemporaryFolder()
    let journal = folder.file("run.journal")
    let killed = try shell(
      """
      $RUNG run --headless --market mixed --hours 100000 --journal '\(journal)' & run=$!
      for i in $(seq 600); do
        sleep 0.1
        [ "$(sqlite3 -readonly '\(journal)' 'SELECT count(*) > 50 FROM orders' 2>&1)" = 1 ] && break
      done
      kill -9 $run; wait $run; exit $?
      """)
    #expect(killed.code == 137, "\(killed.errors)")

    let console = try TmuxConsole("\(TmuxConsole.rung) run --journal '\(journal)'")
    try console.wait("what was found") {
      $0.contains("Restart: what was found") && $0.contains("PAUSED")
        && $0.contains("The dry run is paused until you answer.")
    }
    try console.press("r")
    try console.wait("the run goes on") { $0.contains("RUNNING") && !$0.contains("Restart:") }
  }
}
