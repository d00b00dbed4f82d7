import Foundation
import Glibc
import Testing

/// The log as a file, as a user gets it.

private func objects(_ text: String) throws -> [[String: Any]] {
  try text.split(separator: "\n").map {
    try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any], "\($0)")
  }
}

private func text(_ path: String) throws -> String {
  try String(contentsOfFile: path, encoding: .utf8)
}

@Test("METRIC-03 A replay's log has each fill of its fills file, order by order")
func logAgreesWithFills() throws {
  let folder = try TemporaryFolder()
  let log = folder.file("log.jsonl")
  let fills = folder.file("fills.csv")

  let run = try rung("replay", bundledTape, "--fills", fills, "--log", log)
  let bare = try rung("replay", bundledTape)

  #expect(run.code == 0 && run.errors.isEmpty)
  let hash = run.output.split(separator: "\n").first { $0.contains("state hash") }
  #expect(hash != nil && bare.output.contains(hash ?? "-"), "a log changes nothing")
  let lines = try objects(text(log))
  let logged = lines.filter { ["entry_filled", "exit_filled"].contains($0["tag"] as? String) }
  let told = logged.map { line in
    ["time_ns", "side", "price", "size", "order", "purpose", "lot"].map { "\(line[$0] ?? "")" }
      .joined(separator: ",")
  }
  let booked = try text(fills).split(separator: "\n").dropFirst().map { line in
    let fields = line.split(separator: ",", omittingEmptySubsequences: false)
    return [0, 1, 2, 3, 6, 7, 9].map { String(fields[$0]) }.joined(separator: ",")
  }
  #expect(booked.count > 10)
  #expect(told == booked)
  #expect(lines.first?["tag"] as? String == "log_begun")
  #expect(lines.allSatisfy { $0["text"] != nil && $0["word"] != nil && $0["level"] != nil })
  #expect(!lines.contains { ($0["tag"] as? String) == "log_lost" })
}

@Test("METRIC-03 The same replay logs the same lines, and a second run is appended")
func logIsRepeated() throws {
  let folder = try TemporaryFolder()
  let log = folder.file("log.jsonl")
  for _ in 0..<2 {
    let run = try rung(
      "replay", bundledTape, "--faults", "drop,lost-ack,disconnect", "--log", log,
      within: 240)
    #expect(run.code == 0 && run.errors.isEmpty)
  }

  let lines = try text(log).split(separator: "\n")
  #expect(lines.count.isMultiple(of: 2) && lines.count > 100)
  let (first, second) = (lines.prefix(lines.count / 2), lines.suffix(lines.count / 2))
  #expect(Array(first.dropFirst()) == Array(second.dropFirst()))
  #expect(first[0].contains("\"log_begun\"") && second.first?.contains("\"log_begun\"") == true)
  let tags = Set(try objects(text(log)).compactMap { $0["tag"] as? String })
  #expect(
    tags.isSuperset(of: ["entry_filled", "exit_filled", "channel_silent", "reconciled", "anchored"])
  )
}

@Test("METRIC-03 The log's words are those that the console's log panel shows")
func logIsTheScreens() throws {
  let folder = try TemporaryFolder()
  let log = folder.file("log.jsonl")
  _ = try rung("replay", bundledTape, "--log", log)
  let panel = try rung("step", bundledTape, "--dump", "log", "--size", "300x40")

  let shown = panel.output.split(separator: "\n").dropFirst().map {
    $0.split(separator: " ", omittingEmptySubsequences: true).joined(separator: " ")
  }
  let logged = try objects(text(log)).map { line in
    let time = (line["time"] as? String ?? "").dropFirst(11).prefix(12)
    return "\(time) \(line["word"] ?? "") \(line["text"] ?? "")"
  }
  #expect(shown.count > 20)
  #expect(shown == Array(logged.suffix(shown.count)))
}

@Test("METRIC-03 A log file that can't be used is refused before anything is played")
func refusedLogs() throws {
  let folder = try TemporaryFolder()
  let configuration = try folder.write("{ log: { file: 'no/rung.jsonl' } }", to: "c.json5")
  let target = try folder.write("mine", to: "target")
  #expect(symlink(target, folder.file("link")) == 0)
  let cases: [([String], String)] = [
    (["replay", bundledTape, "--log", "/none/a.jsonl"], "cannot create /none/a.jsonl: No such"),
    (["replay", bundledTape, "--log", folder.path], "Is a directory"),
    (["replay", bundledTape, "--log", folder.file("link")], "it is a link"),
    (["run", "--headless", "--log", "/none/a.jsonl"], "cannot create /none/a.jsonl"),
    (["run", "--headless", "--config", configuration], "cannot create \(folder.path)/no/rung."),
    (["replay", bundledTape, "--config", configuration, "--log", configuration], "being read"),
    (["replay", bundledTape, "--fills", target, "--log", target], "name the same file"),
    (["replay", bundledTape, "--fills", "-", "--log", "-"], "name the same file"),
  ]
  for (arguments, message) in cases {
    let run = try rung(arguments)
    #expect(run.code == 2 && run.output.isEmpty, "\(arguments)")
    #expect(run.errors.contains(message), "\(run.errors)")
  }
  #expect(try text(target) == "mine")
}

@Test("METRIC-03 A log in a folder that may not be written is refused with its name and code 2")
func forbiddenLog() throws {
  let folder = try TemporaryFolder()
  try folder.makeFolder("shut")
  #expect(chmod(folder.file("shut"), 0o500) == 0)
  // Root may write anywhere, so another user tries.
  let line =
    geteuid() == 0
    ? "chmod 755 $DIR; setpriv --reuid 65534 --clear-groups $RUNG replay $TAPE --log $DIR/shut/a"
    : "$RUNG replay $TAPE --log $DIR/shut/a"
  let run = try shell(line, environment: ["DIR": folder.path, "HOME": folder.path])

  #expect(run.code == 2 && run.output.isEmpty)
  #expect(
    run.errors
      == "rung: cannot create \(folder.path)/shut/a: Permission denied;"
      + " name another log file, or none\n")
}

@Test("METRIC-03 A disk that takes no more costs the log and not the run; the code is 4")
func logOnFullDisk() throws {
  let folder = try TemporaryFolder()
  let device = try rung("replay", bundledTape, "--log", "/dev/full")
  #expect(device.code == 4 && device.output.contains("state hash"))
  #expect(
    device.errors.hasSuffix(
      "rung: the log file is not complete: cannot write /dev/full: No space left on device\n"))

  let run = try shell(
    "(ulimit -f 2; cd '\(folder.path)'; $RUNG replay $TAPE --log a) 2>&1 | cat;"
      + " exit ${PIPESTATUS[0]}")
  #expect(run.code == 4 && run.output.contains("state hash"))
  #expect(try text(folder.file("a")).utf8.count == 2_048)
  let again = try rung("replay", bundledTape, "--log", folder.file("a"))
  #expect(again.code == 0)
  let lines = try text(folder.file("a")).split(separator: "\n")
  #expect(lines.count { !$0.hasSuffix("}") } == 1, "only the line that was cut is none")
}

@Test("METRIC-03 A hyphen is standard output: log lines alone, and the report on standard error")
func logToOutput() throws {
  let run = try rung("replay", bundledTape, "--log", "-")
  let headless = try rung("run", "--headless", "--log", "-")

  for run in [run, headless] {
    #expect(run.code == 0 && run.errors.contains("state hash"))
    #expect(try objects(run.output).count > 20)
  }
}

@Test("METRIC-03 Without being asked, only a console writes a log; none writes none")
func usualLog() throws {
  let state = try TemporaryFolder()
  let variables = ["XDG_STATE_HOME": state.path]
  _ = try rung(["run", "--headless"], environment: variables)
  _ = try rung(["replay", bundledTape], environment: variables)
  #expect(!FileManager.default.fileExists(atPath: state.file("rung")))
  // The console makes the folder for its crash reports.
  let console = try TmuxConsole(
    columns: 120, rows: 40, environment: variables, "\(TmuxConsole.rung) --paused --log none")
  try console.wait("the console") { $0.contains("DRY RUN") }
  #expect(!FileManager.default.fileExists(atPath: state.file("rung/log")))
}

@Test("METRIC-03 A console logs to its state folder as it plays; steps back and forth add nothing")
func consoleLog() throws {
  let state = try TemporaryFolder()
  let console = try TmuxConsole(
    columns: 120, rows: 40, environment: ["XDG_STATE_HOME": state.path],
    "\(TmuxConsole.rung) --paused")
  try console.wait("the console") { $0.contains("DRY RUN") }
  let log = state.file("rung/log/rung.jsonl")
  let second = try TmuxConsole(
    columns: 120, rows: 40, environment: ["XDG_STATE_HOME": state.path],
    "\(TmuxConsole.rung) --paused")
  try second.wait("the second console") { $0.contains("DRY RUN") }
  #expect(FileManager.default.fileExists(atPath: state.file("rung/log/rung-2.jsonl")))

  try console.press("o", "o", "o")
  try console.wait("three fills") { $0.contains("fills 3") }
  try console.press("O", "O")
  try console.wait("the first") { $0.contains("fills 1") && !$0.contains("fills 1/") }
  try console.press("o", "o")
  try console.wait("three again") { $0.contains("fills 3") }
  try console.press("O")
  try console.wait("two") { $0.contains("fills 2") }
  try console.press("f")
  try console.wait("the freeze") { $0.contains("FROZEN") }
  try console.press("q")
  try console.wait("the question") { $0.contains("y confirms") }
  try console.press("y")
  try console.wait("the end") { $0.contains("exit code 0") }

  var facts = stat()
  #expect(stat(log, &facts) == 0 && facts.st_mode & 0o777 == 0o600)
  let lines = try objects(text(log))
  let tags = lines.compactMap { $0["tag"] as? String }
  let mark = try #require(tags.firstIndex(of: "other_future"))
  #expect(tags[..<mark].count { $0 == "entry_filled" || $0 == "exit_filled" } == 3)
  #expect(tags[mark + 1] == "frozen")
  #expect(tags.count { $0 == "log_begun" } == 1)
}
