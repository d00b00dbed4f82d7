import Foundation
import Glibc
import Testing

/// One file that another Rung opens, with nothing else of the machine that it comes from.
@Suite("Black boxes", .serialized)
struct BlackBoxTests {
  /// What any file of a machine would be named by.
  private static let user = "alicexyz"

  /// Runs the program as a user in a home folder.
  private func rung(_ home: String, _ user: String = user, _ arguments: String...) throws
    -> CommandRun
  {
    try EndToEndTests.rung(arguments, environment: ["HOME": home, "USER": user])
  }

  /// A recording of a market that swings through the default grid, in its text form.
  private static let swinging: String = {
    var lines = [
      "# format: tape v1", "# symbol: ABCUSD", "# venue: somewhere", "# tick: 0.1", "# lot: 0.001",
      "# columns: ts_ns,msg,kind,side,price,size",
    ]
    for number in 0..<1_500 {
      let middle = 600_000 + Int(3_000 * sin(Double(number) / 60))
      let stamp = "\(1_723_000_000_000_000_000 + number * 200_000_000),\(number + 1)"
      let (bid, ask) = ("\(middle / 10).\(middle % 10)", "\(middle / 10 + 1).\(middle % 10)")
      lines += [
        "\(stamp),Q,B,\(bid),5", "\(stamp),Q,A,\(ask),5", "\(stamp),T,B,\(ask),2",
        "\(stamp),T,S,\(bid),2",
      ]
    }
    return lines.joined(separator: "\n") + "\n"
  }()

  /// What of this machine stands in a file.
  private func leaks(_ file: String, _ home: String) throws -> [String] {
    let data = try Data(contentsOf: URL(filePath: file))
    var host = [CChar](repeating: 0, count: 256)
    gethostname(&host, 255)
    let name = String(
      decoding: host.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    // A short host name is also a part of other bytes.
    let words = [home, Self.user, "/tmp/", name].filter { $0.count > 4 }
    return words.filter { data.firstRange(of: Data($0.utf8)) != nil }
  }

  @Test("CONSOLE-08 A black box of a dry run opens in another home without the recording")
  func dryRun() throws {
    let first = try TemporaryFolder()
    let tape = try first.write(Self.swinging, to: "\(Self.user).tape")
    let configuration = try first.write(
      "{ console: { keymap: '\(first.path)/keys.json' }, log: { file: '\(first.path)/log' } }",
      to: "config.json5")
    let (journal, box) = (first.file("run.rung"), first.file("run.box"))
    _ = try first.write("{}", to: "keys.json")
    let run = try rung(
      first.path, Self.user, "replay", tape, "--journal", journal, "--config", configuration,
      "--report", "json")
    #expect(run.code == 0, "\(run.errors)")
    #expect(Int(value("fills", run.output) ?? "") ?? 0 > 5)
    let wanted = try rung(first.path, Self.user, "step", journal, "--to", "fill:5")
    let packed = try rung(first.path, Self.user, "journal", "pack", journal, "-o", box)
    #expect(packed.code == 0, "\(packed.errors)")
    #expect(packed.output.contains("with 1500 updates of the recording"))

    let second = try TemporaryFolder()
    let moved = second.file("run.rung")
    try FileManager.default.moveItem(atPath: box, toPath: moved)
    #expect(try leaks(moved, first.path) == [])
    for file in [tape, journal] { try FileManager.default.removeItem(atPath: file) }

    let repeated = try rung(second.path, "bob", "replay", moved, "--report", "json")
    #expect(repeated.code == 0, "\(repeated.errors)")
    #expect(repeated.output.contains("\"first_divergence\": null"))
    for key in ["fills", "fees", "position"] {
      #expect(value(key, repeated.output) == value(key, run.output), "\(key)")
    }
    let verified = try rung(second.path, "bob", "journal", "verify", moved)
    #expect(verified.code == 0 && verified.output.contains("everything agrees"))
    let stepped = try rung(second.path, "bob", "step", moved, "--to", "fill:5")
    #expect(stepped.code == 0 && stepped.output == wanted.output)
    let shown = try rung(second.path, "bob", "journal", "show", moved)
    #expect(shown.output.contains("black box    written 20"), "\(shown.output)")
    // The screen in the box is that of the end, drawn there.
    let screen = try shell(
      "sqlite3 -readonly '\(moved)' \"SELECT value FROM box WHERE key='screen'\"")
    let end = try rung(second.path, "bob", "step", moved)
    #expect(screen.output == end.output)
  }

  @Test("STATE-02 A black box is never continued, never overwrites, and a full disk leaves none")
  func refuses() throws {
    let folder = try TemporaryFolder()
    let (journal, box) = (folder.file("run.rung"), folder.file("run.box"))
    let tape = try folder.write(Self.swinging, to: "run.tape")
    #expect(try EndToEndTests.rung("replay", tape, "--journal", journal).code == 0)
    let small = try shell(
      "(ulimit -f 100; $RUNG journal pack '\(journal)' -o '\(box)') 2>&1 | cat;"
        + " exit ${PIPESTATUS[0]}")
    #expect(small.code == 4, "\(small.output)")
    #expect(small.output.contains("cannot write to the table"), "\(small.output)")
    let left = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    #expect(left.allSatisfy { $0.hasPrefix("run.") && $0 != "run.box" }, "\(left)")

    #expect(try EndToEndTests.rung("journal", "pack", journal, "-o", box).code == 0)
    let again = try EndToEndTests.rung("journal", "pack", journal, "-o", box)
    #expect(again.code == 2 && again.errors.contains("the file exists already"))
    let continued = try EndToEndTests.rung("run", "--headless", "--journal", box)
    #expect(continued.code == 2 && continued.errors.contains("can't be continued"))
    let unnamed = try EndToEndTests.rung("journal", "pack", journal)
    #expect(unnamed.code == 2 && unnamed.errors.contains("--output FILE"))
    // A box of a box is one.
    let second = folder.file("second.box")
    #expect(try EndToEndTests.rung("journal", "pack", box, "-o", second).code == 0)
    #expect(try EndToEndTests.rung("replay", second).code == 0)
  }

  @Test("STATE-04 A live run is packed while it runs, from a segment on, and its market replays")
  func liveRun() throws {
    let processes = try LinkedProcesses(
      configuration: "{ market: { generated: { style: 'mixed', volatility_bps: 3 } } }",
      "--seed", "6", "--speed", "10")
    let journal = processes.file("run.journal")
    let client = try processes.startClient(["--journal", journal])
    try processes.wait("an order") { try processes.truth().accepted.count > 0 }
    try client.kill()
    let last = try processes.startClient(["--journal", journal])
    // Exits at the venue fill without a client: the journal itself says that the second has begun.
    let count = "SELECT count(*) FROM batch WHERE first >= (SELECT first FROM segment WHERE id = 2)"
    try processes.wait("inputs of the second client") {
      let inputs = try shell("sqlite3 -readonly '\(journal)' '\(count)'").output
      return Int(inputs.filter(\.isNumber)) ?? 0 > 3
    }
    let box = processes.file("run.box")
    let begun = try shell(
      """
      sqlite3 -readonly '\(journal)' "SELECT strftime('%Y-%m-%dT%H:%M:%fZ', begun / 1e9 + 0.01,
        'unixepoch') FROM segment WHERE id = 2"
      """)
    let packed = try EndToEndTests.rung(
      "journal", "pack", journal, "-o", box, "--from", begun.output.filter { !$0.isWhitespace })
    #expect(packed.code == 0, "\(packed.errors)")
    #expect(packed.output.contains("in 1 segment"), "\(packed.output)")
    _ = try last.leave()
    _ = try processes.end()

    let repeated = try EndToEndTests.rung("replay", box)
    #expect(repeated.code == 0 && repeated.output.contains("every effect is as it was recorded"))
    let verified = try EndToEndTests.rung("journal", "verify", box)
    #expect(verified.code == 0, "\(verified.output)")
    #expect(verified.output.contains("the file holds no inputs before"))
    #expect(verified.output.contains("everything agrees"))
    let tape = processes.file("market.tape")
    let exported = try EndToEndTests.rung("journal", "export", journal, "--market", "-o", tape)
    #expect(exported.code == 0, "\(exported.errors)")
    let played = try EndToEndTests.rung("replay", tape, "--report", "json")
    #expect(played.code == 0, "\(played.errors)")
    #expect(Int(value("orders_submitted", played.output) ?? "") ?? 0 > 0)
  }

  @Test("CONSOLE-14 A key writes a black box of the running console, which goes on")
  func key() throws {
    let folder = try TemporaryFolder()
    let (journal, state) = (folder.file("run.rung"), folder.file("state"))
    let console = try TmuxConsole(
      columns: 120, rows: 40, environment: ["XDG_STATE_HOME": state],
      "\(TmuxConsole.rung) run --speed 100 --journal '\(journal)'")
    try console.wait("a fill") { $0.contains("RUNNING") && !$0.contains("fills 0") }
    try console.press("D")
    let told = try console.wait("the box") { $0.contains("black box written to") }
    #expect(told.contains("RUNNING"))
    let boxes = try FileManager.default.contentsOfDirectory(atPath: state + "/rung/boxes")
    let name = try #require(boxes.first { $0.hasSuffix(".rung") })
    #expect(boxes.count == 1)
    let repeated = try EndToEndTests.rung("replay", "\(state)/rung/boxes/\(name)")
    #expect(repeated.code == 0, "\(repeated.errors)")
    let screen = try shell(
      "sqlite3 -readonly '\(state)/rung/boxes/\(name)' \"SELECT value FROM box WHERE key='screen'\""
    )
    #expect(screen.output.contains("DRY RUN") && screen.output.contains("Ladder"))
  }

  @Test("CONSOLE-14 Without a journal the key says that there is nothing to pack")
  func keyWithoutJournal() throws {
    let console = try TmuxConsole(
      columns: 120, rows: 40, "\(TmuxConsole.rung) run --paused --no-journal")
    try console.wait("the console") { $0.contains("DRY RUN") }
    try console.press("D")
    try console.wait("why not") { $0.contains("this run keeps no journal") }
  }

  /// The value of a key in a report.
  private func value(_ key: String, _ report: String) -> String? {
    report.split(separator: "\n").first { $0.contains("\"\(key)\":") }
      .map { String($0.split(separator: ":")[1].filter { !" ,\"".contains($0) }) }
  }
}
