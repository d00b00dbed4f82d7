import Foundation
import TerminalKit
import Testing

@testable import Curses

/// The guard in a real terminal. `program` is all that must change to try another console.
@Suite("Terminal guard", .serialized, .enabled(if: Pane.isAvailable))
struct TerminalGuardTests {
  private let program = GuardedProgram(
    command: GuardedProgram.product("guard-demo"), ready: "│process ", quit: ["q"])

  /// What a console can end by, and the code its user then sees.
  enum Ending: CaseIterable {
    case quit, exitWithoutStopping, trap, kill, terminateGuard, terminateBoth, hangUpGuard

    var code: Int32 {
      switch self {
      case .quit, .terminateGuard, .terminateBoth, .hangUpGuard: 0
      case .exitWithoutStopping: 7
      case .trap: 128 + SIGILL
      case .kill: 128 + SIGKILL
      }
    }

    func bring(about pane: Pane) throws {
      switch self {
      case .quit: try pane.press("q")
      case .exitWithoutStopping: try pane.press("e")
      case .trap: try pane.press("t")
      case .kill: Glibc.kill(try pane.consoleProcess(), SIGKILL)
      case .terminateGuard: Glibc.kill(try pane.guardProcess(), SIGTERM)
      case .terminateBoth: Glibc.kill(-getpgid(try pane.guardProcess()), SIGTERM)
      case .hangUpGuard: Glibc.kill(try pane.guardProcess(), SIGHUP)
      }
    }
  }

  @Test(
    "CONSOLE-11 whatever ends the console, the terminal is as it was and the code tells",
    arguments: Ending.allCases)
  func restored(ending: Ending) throws {
    let pane = try Pane()
    let settings = try pane.settings
    #expect(try pane.modes == Pane.normalModes)
    try pane.start(program)
    try pane.press("m")
    try pane.wait("our modes") { try $0.modes == "alternate 1 mouse 1 cursor 0" }
    #expect(try pane.settings != settings)

    try ending.bring(about: pane)
    try pane.wait("the old settings") { try $0.settings == settings }
    try pane.runAtPrompt("echo ended with $?")

    try pane.wait(forText: "ended with \(ending.code)")
    #expect(try pane.settings == settings)
    #expect(try pane.modes == Pane.normalModes)
    #expect(pane.text.contains("was ended by signal") == (ending.code > 128))
  }

  @Test("CONSOLE-11 a console killed thirty times leaves thirty sane terminals")
  func killedOften() throws {
    let pane = try Pane()
    let settings = try pane.settings
    for round in 0..<30 {
      try pane.run("clear; \(program.command)")
      try pane.wait("our settings") { try $0.settings != settings }
      let console = try pane.consoleProcess()
      usleep(UInt32(round % 10) * 4_000)  // Not a wait: the moment of the kill is what varies.

      kill(console, SIGKILL)

      try pane.wait("the old settings") { try $0.settings == settings }
      try pane.runAtPrompt("echo round \(round) ended with $?")
      try pane.wait(forText: "round \(round) ended with 137")
      #expect(try pane.modes == Pane.normalModes, "round \(round)")
    }
  }

  @Test("A crash leaves a report only its owner can read, without registers, and says where")
  func crashReport() throws {
    let pane = try Pane(columns: 200)
    try pane.start(program)

    try pane.press("t")

    let directory = pane.directory.appendingPathComponent("state/rung/crashes")
    try pane.wait(forText: "the crash report is \(directory.path)/guard-demo-")
    #expect(pane.text.contains("Fatal error: the demo traps"))
    let names = try FileManager.default.contentsOfDirectory(atPath: directory.path)
    let report = directory.appendingPathComponent(try #require(names.first))
    #expect(names.count == 1)
    #expect(try permissions(of: directory) == 0o700)
    #expect(try permissions(of: report) == 0o600)
    let text = try String(contentsOf: report, encoding: .utf8)
    #expect(text.contains("Program crashed"))
    #expect(!text.contains("Registers") && !text.contains("rax"))
  }

  private func permissions(of file: URL) throws -> Int {
    let attributes = try FileManager.default.attributesOfItem(atPath: file.path)
    return try #require(attributes[.posixPermissions] as? Int)
  }

  @Test("VENUE-07 a guarded console leaves no core")
  func noCore() throws {
    let pane = try Pane()
    try pane.start(program)
    let process = try pane.consoleProcess()

    let limits = try String(contentsOfFile: "/proc/\(process)/limits", encoding: .utf8)

    let core = limits.split(separator: "\n").first { $0.hasPrefix("Max core file size") }
    #expect(core?.split(separator: " ").dropFirst(4).prefix(2) == ["0", "0"])
    try pane.press(program.quit[0])
  }

  @Test("CONSOLE-11 suspended, the console gives the terminal to the shell; continued, it's back")
  func suspended() throws {
    let pane = try Pane()
    let settings = try pane.settings
    try pane.start(program)
    for round in 0..<3 {
      // Once by its key, once by a signal to the group, once by a signal to the guard alone.
      if round == 0 { try pane.press("z") }
      if round == 1 { kill(-getpgid(try pane.guardProcess()), SIGTSTP) }
      if round == 2 { kill(try pane.guardProcess(), SIGTSTP) }
      try pane.wait("the shell's settings") { try $0.settings == settings }
      try pane.runAtPrompt("echo stopped \(round)")
      try pane.wait("the shell") { $0.lines.contains("stopped \(round)") }
      #expect(try pane.modes == Pane.normalModes, "round \(round)")

      try pane.runAtPrompt("fg")
      try pane.wait(forText: program.ready)
      try pane.press("x")
      try pane.wait("a key after \(round)") { pane in
        pane.lines.filter { $0.contains("key x") }.count == round + 1
      }
      #expect(try pane.modes == "alternate 1 mouse 0 cursor 0")
    }
    try pane.press("q")
    try pane.wait("the shell's settings") { try $0.settings == settings }
    #expect(try pane.modes == Pane.normalModes)
  }

  @Test("CONSOLE-11 stopped and continued from outside, the console draws itself anew")
  func stoppedFromOutside() throws {
    let pane = try Pane()
    try pane.start(program)
    let process = try pane.consoleProcess()

    kill(process, SIGSTOP)
    try pane.resize(columns: 60, rows: 20)
    kill(process, SIGCONT)

    try pane.wait(forText: "size 60x20")
    try pane.press("x")
    try pane.wait(forText: "key x")
    try pane.press("q")
  }

  @Test("CONSOLE-11 when the guard itself is killed the console leaves in order")
  func guardKilled() throws {
    let pane = try Pane()
    let settings = try pane.settings
    try pane.start(program)
    let console = try pane.consoleProcess()

    kill(try pane.guardProcess(), SIGKILL)

    try pane.wait("the console's end") { _ in !Pane.isRunning(console) }
    try pane.wait("the old settings") { try $0.settings == settings }
    #expect(try pane.modes == Pane.normalModes)
  }

  @Test("A terminal that goes away ends guard and console")
  func hangUp() throws {
    let pane = try Pane()
    try pane.start(program)
    let processes = [try pane.consoleProcess(), try pane.guardProcess()]

    pane.close()

    try pane.wait("the end of both") { _ in processes.allSatisfy { !Pane.isRunning($0) } }
  }

  @Test("What is written to standard error stays off the screen, and is shown afterwards, tamed")
  func messages() throws {
    let pane = try Pane()
    try pane.start(program)

    try pane.press("w")
    try pane.wait(forText: "key w")
    #expect(!pane.text.contains("a message"))
    try pane.press("q")

    try pane.wait(forText: "a message")
    try pane.wait(forText: "and \u{FFFD}[31manother")
  }

  @Test("Without a terminal the guard refuses, and says so")
  func noTerminal() throws {
    let pane = try Pane()

    try pane.run("echo | \(program.command); echo ended with $?")

    try pane.wait(forText: "ended with 3")
    #expect(pane.text.contains("could not read the terminal's settings"))
  }
}
