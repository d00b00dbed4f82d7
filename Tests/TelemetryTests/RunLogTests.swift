import Engine
import Foundation
import JSONText
import Market
import Output
import Screen
import Testing
import Venue

@testable import Telemetry

@Suite("The log of a run")
struct RunLogTests {
  private func entry(_ number: Int64, refusal: Refusal? = nil) -> LogFollower.News {
    .entry(
      LogEntry(
        .rejected, at: Instant(nanoseconds: number), lot: PositionID(number), refusal: refusal))
  }

  private func tags(_ lines: [String]) throws -> [String?] {
    try lines.map { try JSONText.read($0).object?["tag"]?.string }
  }

  @Test("METRIC-03 What a follower found stands in the file in its order, with its marks")
  func marks() throws {
    let folder = try TestFolder()
    let log = RunLog(try LogFile(folder.file("a")), of: LogLineTests.instrument)
    log.write(
      [entry(1), .lost(7, at: Instant(nanoseconds: 9)), entry(9)], said: [], wallNanoseconds: 0)
    log.write(
      [.otherFuture(at: Instant(nanoseconds: 2)), entry(3)], said: [], wallNanoseconds: 0)
    try log.finish(at: Instant(nanoseconds: 3), wallNanoseconds: 0)

    let lines = try folder.lines("a")
    #expect(try tags(lines) == ["rejected", "log_lost", "rejected", "other_future", "rejected"])
    #expect(lines[1].contains("7 lines are missing before this one"))
    #expect(lines[1].contains(#""time_ns":9,"#) && lines[3].contains(#""time_ns":2,"#))
  }

  @Test("METRIC-03 The venue's own texts are read only for a refusal, and stand in its line")
  func venuesTexts() throws {
    let folder = try TestFolder()
    let log = RunLog(try LogFile(folder.file("a")), of: LogLineTests.instrument)
    var reads = 0
    func said() -> [VenueText] {
      reads += 1
      return [VenueText(order: .foreign(0), refusal: .expired, text: "too late")]
    }
    log.write([entry(1)], said: said(), wallNanoseconds: 0)
    #expect(reads == 0)
    log.write([entry(2, refusal: .expired)], said: said(), wallNanoseconds: 0)
    try log.finish(at: Instant(nanoseconds: 3), wallNanoseconds: 0)

    #expect(reads == 1)
    let lines = try folder.lines("a")
    #expect(!lines[0].contains("too late") && lines[1].contains("“too late”"))
  }

  @Test("METRIC-03 The file says itself how many lines a disk cost it, where they are missing")
  func dropped() throws {
    let folder = try TestFolder()
    let inner = folder.file("log")
    try FileManager.default.createDirectory(atPath: inner, withIntermediateDirectories: true)
    var rules = LogFile.Rules()
    rules.waitingBytes = 2_000
    rules.pieceBytes = 100
    let log = RunLog(try LogFile(inner + "/a", rules), of: LogLineTests.instrument)
    try FileManager.default.removeItem(atPath: inner)
    log.write((1...50).map { entry($0) }, said: [], wallNanoseconds: 0)
    #expect(log.takeNews().map { "\($0)".hasPrefix("log file: cannot create") } == [true])
    try FileManager.default.createDirectory(atPath: inner, withIntermediateDirectories: true)
    log.flush(wallNanoseconds: seconds(1))
    log.write([entry(51)], said: [], wallNanoseconds: seconds(1))
    #expect(throws: FileError.self) {
      try log.finish(at: Instant(nanoseconds: 52), wallNanoseconds: seconds(2))
    }

    let lines = try folder.lines("log/a")
    let kept = lines.count - 2
    #expect(kept > 5 && kept < 50)
    #expect(
      try tags(lines)
        == Array(repeating: "rejected", count: kept) + ["log_dropped", "rejected"])
    #expect(lines[kept].contains("\(50 - kept) lines are missing before this one"))
    #expect(
      log.takeNews().map { "\($0)" }
        == ["log file: written again, \(50 - kept) lines are missing"])
  }
}
