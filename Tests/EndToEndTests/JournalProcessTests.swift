import Foundation
import Glibc
import Testing

/// Processes that keep a journal, and are killed.
@Suite("Runs that are killed and continue from their journal", .serialized)
struct JournalProcessTests {
  private func processes(seed: String) throws -> LinkedProcesses {
    try LinkedProcesses(
      configuration: "{ market: { generated: { style: 'mixed', volatility_bps: 3 } } }",
      "--seed", seed, "--speed", "10")
  }

  /// What an SQL prompt reads in a journal.
  private func rows(_ path: String, _ sql: String) throws -> [String] {
    let run = try shell("sqlite3 -readonly '\(path)' \"\(sql)\"")
    #expect(run.code == 0, "\(run.errors)")
    return run.output.split(separator: "\n").map(String.init)
  }

  @Test("STATE-02 After twenty kills under load no fill is lost or doubled, and no order orphaned")
  func killed() throws {
    let processes = try processes(seed: "6")
    let journal = processes.file("run.journal")
    for index in 0..<20 {
      let before = try processes.truth().accepted.count
      let client = try processes.startClient(["--journal", journal])
      // Each dies at another moment: from the first orders on to some time after them.
      try processes.wait("an order of client \(index)") {
        try processes.truth().accepted.count > before
      }
      poll(nil, 0, Int32(index * 37 % 400))
      try client.kill()
    }
    let last = try processes.startClient(["--journal", journal])
    let before = try processes.truth().fills.count
    try processes.wait("a fill of the last client") {
      try processes.truth().fills.count > before
    }
    let known = try processes.truth().fills.count - 1
    let report = try last.leave()
    let truth = try processes.end()

    #expect(truth.faults.isEmpty)
    #expect(Set(truth.accepted).count == truth.accepted.count, "no order id comes twice")
    let booked = try rows(journal, "SELECT fill_id FROM fills ORDER BY fill_id")
    // The venue goes on after the last client has left, whose exits are still there.
    #expect(booked.count >= known)
    #expect(booked == truth.fills.prefix(booked.count).compactMap(\.fill).map(String.init))
    #expect(report.position == truth.fills.prefix(booked.count).last?.position)
    let entries = truth.live.keys.filter { VenueTruth.purpose(of: $0) == 1 }
    #expect(entries.isEmpty, "no entry of a dead client is left")
    #expect(try rows(journal, "SELECT count(*) FROM segment") == ["21"])
    let verified = try rung("journal", "verify", journal)
    #expect(verified.code == 0, "\(verified.output)")
  }

  @Test("STATE-02 A dry run that is killed continues, and its whole journal repeats")
  func dryRun() throws {
    let folder = try TemporaryFolder()
    let journal = folder.file("run.journal")
    for index in 0..<3 {
      // It is killed some time after its segment, and something of it, is on the disk.
      let killed = try shell(
        """
        $RUNG run --headless --market mixed --hours 100000 --journal '\(journal)' & run=$!
        for i in $(seq 600); do
          sleep 0.1
          n=$(sqlite3 -readonly '\(journal)' "SELECT count(*) FROM segment \
            WHERE first <= (SELECT max(first + count - 1) FROM batch)" 2>&1)
          [ "$n" = \(index + 1) ] && break
        done
        sleep 0.\(index * 3 + 1); kill -9 $run; wait $run; exit $?
        """)
      #expect(killed.code == 137, "\(killed.errors)")
    }
    let repeated = try rung("replay", journal, "--report", "json")
    #expect(repeated.code == 0, "\(repeated.output)\(repeated.errors)")
    #expect(repeated.output.contains("\"first_divergence\": null"))
    let verified = try rung("journal", "verify", journal)
    #expect(verified.code == 0, "\(verified.output)")
    let continued = try rows(journal, "SELECT count(*) FROM segment WHERE why LIKE '%continued%'")
    #expect(continued == ["2"])
  }

  @Test(
    "STATE-02 When the disk takes no more, the run says where and ends with 4, and continues later")
  func full() throws {
    let folder = try TemporaryFolder()
    let journal = folder.file("run.journal")
    let run = "$RUNG run --headless --market mixed --hours 1 --journal '\(journal)'"
    for _ in 0..<2 {
      let full = try shell("ulimit -f 500; \(run)")
      #expect(full.code == 4, "\(full.errors)")
      let failed = full.errors.firstMatch(of: /the journal failed after input ([0-9]+)/)
      let last = try #require(failed?.1, "\(full.errors)")
      let kept = try rung("journal", "verify", journal)
      #expect(kept.code == 0 && kept.output.contains(": \(last) inputs"), "\(kept.output)")
    }
    let continued = try shell(run)
    #expect(continued.code == 0, "\(continued.errors)")
    let whole = try rung("journal", "verify", journal)
    #expect(whole.code == 0, "\(whole.output)")
  }

  @Test("RISK-07 A journal that a process writes can be checked, and is refused to another writer")
  func leased() throws {
    let folder = try TemporaryFolder()
    let journal = folder.file("run.journal")
    let line = """
      export XDG_STATE_HOME='\(folder.path)'
      $RUNG run --headless --market mixed --hours 100000 --journal '\(journal)' & first=$!
      for i in $(seq 100); do [ -s '\(journal)' ] && break; sleep 0.1; done
      $RUNG run --headless --journal '\(journal)'; code=$?
      sleep 1; $RUNG journal verify '\(journal)'; verified=$?
      kill -9 $first; [ $verified = 0 ] && exit $code
      """
    let run = try shell(line)
    #expect(run.code == 2, "\(run.output)")
    #expect(run.output.contains("everything agrees"), "read while it is written")
    #expect(run.errors.contains("is in use by"))
  }

  @Test("RISK-07 Nobody else trades an account that is traded, unless told to take over")
  func takenOver() throws {
    let processes = try processes(seed: "8")
    let journal = processes.file("run.journal")
    let log = processes.file("run.jsonl")
    let first = try processes.startClient(["--journal", journal, "--log", log])
    try processes.wait("a fill") { try processes.truth().fills.count > 0 }

    let refused = try processes.startClient().end()
    #expect(refused.code == 2 && refused.errors.contains("is in use by process"), "\(refused)")
    #expect(refused.errors.contains(" since ") && refused.errors.contains("--take-over"))

    let second = try processes.startClient(["--journal", journal, "--log", log, "--take-over"])
    #expect(try first.end().code == 0, "it was asked to leave")
    let before = try processes.truth().accepted.count
    try processes.wait("an order of the second") { try processes.truth().accepted.count > before }
    _ = try second.leave()
    // Each line of the engine's log is there once, though two processes wrote it.
    let fills = try shell(
      "grep -c entry_filled '\(log)'; grep entry_filled '\(log)' | sort -u | wc -l")
    let counts = fills.output.split(separator: "\n")
    #expect(counts.count == 2 && counts.first == counts.last, "\(fills.output)")
    _ = try processes.end()
  }

  @Test(
    "STATE-02 A journal is not continued at a venue that was started again: its account is gone")
  func otherVenue() throws {
    let processes = try processes(seed: "9")
    let journal = processes.file("run.journal")
    let first = try processes.startClient(["--journal", journal])
    try processes.wait("an order") { try processes.truth().accepted.count > 0 }
    _ = try first.leave()
    _ = try processes.end()

    let others = try self.processes(seed: "9")
    let refused = try others.startClient(["--journal", journal]).end()
    #expect(refused.code == 2 && refused.errors.contains("started again"), "\(refused)")
    _ = try others.end()
  }

  @Test("STATE-02 A damaged journal is refused with its place, and nothing of it is skipped")
  func damaged() throws {
    let folder = try TemporaryFolder()
    let journal = folder.file("run.journal")
    let made = try shell("$RUNG replay $TAPE --journal '\(journal)'")
    #expect(made.code == 0)
    var bytes = try Data(contentsOf: URL(fileURLWithPath: journal))
    for place in stride(from: bytes.count / 2, to: bytes.count / 2 + 4_096, by: 7) {
      bytes[place] ^= 0x55
    }
    try bytes.write(to: URL(fileURLWithPath: journal))
    let read = try rung("journal", "verify", journal)
    #expect(read.code == 4, "\(read.output)")
    #expect(read.errors.contains("damaged"))
  }
}
