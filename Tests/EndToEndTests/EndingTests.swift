import Foundation
import Glibc
import Testing

/// How a process ends that nobody let end in order.

@Test(
  "A crash says one line, with no registers and no core file, in a command without a screen too",
  arguments: [SIGSEGV, SIGTRAP, SIGILL, SIGABRT, SIGBUS])
func crash(signal: Int32) throws {
  let folder = try TemporaryFolder()
  let run = try shell(
    """
    cd '\(folder.path)'; ulimit -c unlimited
    $RUNG replay --market quiet --hours 50000 & p=$!
    sleep 0.5; kill -\(signal) $p; wait $p; exit $?
    """, environment: ["SWIFT_BACKTRACE": "enable=yes,color=no"])

  #expect(run.code == 128 + signal)
  #expect(run.errors.contains("rung: crashed"))
  for word in ["rax", "Registers", "Backtrace", "Program crashed", "0x"] {
    #expect(!run.errors.contains(word), "\(word)")
  }
  #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
}

@Test(
  "A tape that is cut while it is read ends the run with a sentence, and gives the terminal back")
func cutTape() throws {
  let folder = try TemporaryFolder()
  let copy = folder.file("cut.tape")
  try FileManager.default.copyItem(atPath: bundledTape, toPath: copy)
  let console = try TmuxConsole(
    columns: 100, rows: 30,
    "sh -c '\(BuiltBinary.rung) --paused --tape \(copy); c=$?; stty -a; exit $c'")
  try console.wait("the console") { $0.contains("DRY RUN") }

  #expect(truncate(copy, 8_192) == 0)
  try console.press("m", "r")
  let after = try console.wait("the end") { $0.contains("exit code") }

  #expect(after.contains("exit code 4") && after.contains("the tape was cut short"))
  #expect(after.contains(" echo ") && after.contains(" icanon ") && !after.contains("DRY RUN"))
}

/// The console under its guard, in a shell that goes on.
private func guarded() throws -> (
  console: TmuxConsole, guardProcess: pid_t, folder: TemporaryFolder
) {
  let folder = try TemporaryFolder()
  let console = try TmuxConsole(
    columns: 100, rows: 30,
    environment: ["XDG_STATE_HOME": folder.path],
    "sh -c 'echo $$ > \(folder.file("pid")); exec \(BuiltBinary.rung) --speed 60'; stty sane; echo the shell again"
  )
  try console.wait("opens") { !$0.contains("entries 0") && $0.contains("RUNNING") }
  let text = try String(contentsOfFile: folder.file("pid"), encoding: .utf8)
  return (console, try #require(pid_t(text.filter(\.isNumber))), folder)
}

@Test("CONSOLE-11 a console whose guard was killed leaves the screen, and says where it goes on")
func guardKilled() throws {
  let (console, process, folder) = try guarded()

  kill(process, SIGKILL)
  let after = try console.wait("what goes on") {
    $0.contains("rung continues without a screen, pid ")
  }

  #expect(!after.contains("DRY RUN"), "the alternate screen was left")
  let line = after.split(separator: "\n").first { $0.contains("continues without") } ?? ""
  let number = line.firstRange(of: "pid ").map { line[$0.upperBound...].prefix { $0.isNumber } }
  let child = try #require(number.flatMap { pid_t($0) })
  #expect(child != process && kill(child, 0) == 0)
  kill(child, SIGTERM)
  for _ in 0..<500 where kill(child, 0) == 0 { poll(nil, 0, 10) }
  #expect(kill(child, 0) != 0, "it leaves in order when it is asked to")
  withExtendedLifetime(folder) {}
}

@Test("SIGQUIT leaves in order, as SIGTERM does, and is no crash")
func quitSignal() throws {
  let (console, process, folder) = try guarded()

  kill(process, SIGQUIT)
  let after = try console.wait("the end") { $0.contains("the shell again") }

  #expect(!after.contains("DRY RUN") && !after.contains("crash"))
  let reports = folder.file("rung/crashes")
  #expect(try FileManager.default.contentsOfDirectory(atPath: reports).isEmpty)
}
