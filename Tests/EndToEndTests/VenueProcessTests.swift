import Foundation
import Glibc
import Testing

/// The venue in a process of its own, and clients that are killed.
@Suite("A venue in a process of its own", .serialized)
struct VenueProcessTests {
  /// A venue whose market moves enough to fill orders every second, ten times as fast as a clock.
  private func processes(seed: String) throws -> LinkedProcesses {
    try LinkedProcesses(
      configuration: "{ market: { generated: { style: 'mixed', volatility_bps: 3 } } }",
      "--seed", seed, "--speed", "10")
  }

  @Test("VENUE-01 A client trades at the venue's process, and its report is the venue's truth")
  func agrees() throws {
    let processes = try processes(seed: "3")
    let client = try processes.startClient()
    try processes.wait("ten fills") { try processes.truth().fills.count >= 10 }

    let known = try processes.truth().fills.count
    let report = try client.leave()
    let truth = try processes.end()

    #expect(truth.faults.isEmpty)
    // The venue may have filled exits after the client left.
    #expect(report.fills >= known - 1 && report.fills <= truth.fills.count)
    #expect(report.position == truth.fills.prefix(report.fills).last?.position)
    #expect(report.duplicateFills == 0 && report.unmatchedFills == 0)
    let entries = truth.live.keys.filter { VenueTruth.purpose(of: $0) == 1 }
    #expect(entries.isEmpty, "leaving cancels the entries")
  }

  @Test("RECON-01 Clients are killed with -9 while they trade, and the next one finds the position")
  func killed() throws {
    let processes = try processes(seed: "4")
    for index in 1...4 {
      let before = try processes.truth().accepted.count
      let client = try processes.startClient()
      try processes.wait("orders of client \(index)") {
        try processes.truth().accepted.count >= before + 10 * index
      }
      try client.kill()
    }
    let dead = try processes.truth()
    try processes.wait("the venue goes on alone") {
      try processes.truth().fills.count > dead.fills.count
    }
    let last = try processes.startClient()
    let before = try processes.truth().accepted.count
    try processes.wait("orders of the last client") {
      try processes.truth().accepted.count > before + 10
    }
    let known = try processes.truth().fills.count
    let report = try last.leave()
    let truth = try processes.end()

    #expect(truth.faults.isEmpty)
    // The venue may have filled exits after the last client left.
    let positions = truth.fills.dropFirst(max(0, known - 2)).map(\.position)
    #expect(positions.contains(report.position))
    #expect(report.duplicateFills == 0)
    #expect(Set(truth.accepted).count == truth.accepted.count, "no order id comes twice")
    let entries = truth.live.keys.filter { VenueTruth.purpose(of: $0) == 1 }
    #expect(entries.isEmpty, "no entry of a dead client is left")
  }

  @Test("VENUE-01 A second client takes over, and the first leaves with code 3 and says why")
  func takesOver() throws {
    let processes = try processes(seed: "5")
    let first = try processes.startClient()
    try processes.wait("orders") { try !processes.truth().accepted.isEmpty }
    // Another user: leases are a user's own.
    let second = try processes.startClient(home: processes.file("other-home"))

    let (code, errors) = try first.end()
    _ = try second.leave()

    #expect(code == 3)
    #expect(errors.contains("another client took the connection over"))
  }

  @Test("VENUE-01 The console shows a live run, and refuses to pause or step it")
  func console() throws {
    let processes = try processes(seed: "6")
    let console = try TmuxConsole(
      columns: 120, rows: 40, "\(TmuxConsole.rung) run --venue-socket \(processes.socket)")

    try console.wait("the console") {
      $0.contains("SIMULATED VENUE") && !$0.contains("entries 0")
    }
    try console.press("n")
    try console.wait("the refusal") { $0.contains("a live run can't be stepped") }
    try console.press("f")
    try console.wait("the freeze") { $0.contains("FROZEN") && $0.contains("entries 0") }
  }

  @Test(
    "VENUE-01 Options that belong to the venue's process are refused, and so is a missing venue",
    arguments: [
      (["--tape", "x"], 2, "--tape is set where the venue runs: give it to rung venue"),
      (["--speed", "2"], 2, "--speed is set where the venue runs: give it to rung venue"),
      (["--paused"], 2, "--paused: a live run can't be paused"),
      (["--headless"], 3, "no venue at /nowhere: cannot connect to /nowhere: No such file"),
    ] as [([String], Int32, String)])
  func refused(options: [String], code: Int32, message: String) throws {
    let run = try rung(["run", "--venue-socket", "/nowhere"] + options)

    #expect(run.code == code)
    #expect(run.errors.contains(message))
  }

  @Test("VENUE-01 A venue does not write into a history that is there already")
  func history() throws {
    let folder = try TemporaryFolder()
    let existing = try folder.write("kept\n", to: "history")
    let run = try rung(
      "venue", "--socket", folder.file("s"), "--market", "quiet", "--history", existing)

    #expect(run.code == 2)
    #expect(run.errors.contains("another history is there"))
    #expect(try String(contentsOfFile: existing, encoding: .utf8) == "kept\n")
  }
}
