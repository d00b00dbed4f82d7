import CSQLite
import CrashKit
import Testing

@testable import Journal

/// What the list of promises about reliability says of the journal, on a disk in memory whose every
/// operation can be the last:
///
/// - J1: after a kill at any byte, a torn or short write, a full disk or an error of the disk, what is
///   read back is a prefix of what was written.
/// - J2: what was acknowledged is durable, and the first failed write or sync is the end.
/// - J4: nothing is cut silently: what is read is whole, with its rows.
@Suite("A journal whose process or disk fails at any moment")
struct StoreCrashTests {
  @Test(
    "STATE-02 After a kill at any operation or byte, all that was acknowledged is there",
    arguments: UInt64(1)...4)
  func kills(seed: UInt64) throws {
    let scenario = StoreScenario(seed: seed, steps: 56)
    let (disk, scratch) = (Disk("kills"), Disk("scratch"))
    disk.log(true)
    let (acknowledged, error) = scenario.play(on: disk)
    #expect(error == nil)

    var seen: Set<UInt64> = []
    let points = CrashPoints(of: disk, acknowledged)
    let count = try points.visitKills(on: scratch) { point, number in
      let fault = try scenario.fault(on: scratch, acknowledged: number)
      #expect(fault == nil, "seed \(seed), \(point)")
      guard seen.insert(number).inserted else { return }
      points.put(point, on: scratch)
      #expect(try scenario.goesOn(on: scratch), "seed \(seed), \(point)")
    }

    #expect(count >= 5_000)
    #expect(seen.count > 40)
  }

  @Test(
    "STATE-02 After a loss of power at any operation, all that was acknowledged is there",
    arguments: UInt64(1)...3)
  func powerLosses(seed: UInt64) throws {
    let scenario = StoreScenario(seed: seed &+ 100, steps: 40)
    let (disk, scratch) = (Disk("power"), Disk("scratch"))
    disk.log(true)
    let (acknowledged, error) = scenario.play(on: disk)
    #expect(error == nil)

    let count = try CrashPoints(of: disk, acknowledged).visitPowerLosses(on: scratch, seed: seed) {
      let fault = try scenario.fault(on: scratch, acknowledged: $1)
      #expect(fault == nil, "seed \(seed), \($0)")
    }

    #expect(count >= 3_000)
  }

  @Test("STATE-02 Without a sync for each commit, a loss of power loses what was acknowledged")
  func negativeControl() throws {
    let scenario = StoreScenario(seed: 7, steps: 20)
    let (disk, scratch) = (Disk("control"), Disk("scratch"))
    disk.log(true)
    let (acknowledged, _) = scenario.play(on: disk, pragma: "PRAGMA synchronous = NORMAL")

    var lost = 0
    let count = try CrashPoints(of: disk, acknowledged).visitPowerLosses(on: scratch, seed: 7) {
      if try scenario.fault(on: scratch, acknowledged: $1) != nil { lost += 1 }
    }

    #expect(lost * 4 > count)
  }

  @Test(
    "STATE-02 The first failure of the disk is the end, and all that was acknowledged is there",
    arguments: [
      Disk.Fault(.write, code: SQLITE_FULL, before: 0),
      Disk.Fault(.write, code: SQLITE_FULL, before: 0, isLasting: true, part: 700),
      Disk.Fault(.write, code: Int32(RUNG_SQLITE_IOERR_WRITE), before: 0, part: 13),
      Disk.Fault(.sync, code: Int32(RUNG_SQLITE_IOERR_FSYNC), before: 0),
      Disk.Fault(.sync, code: Int32(RUNG_SQLITE_IOERR_FSYNC), before: 0, isLasting: true),
      Disk.Fault(.read, code: Int32(RUNG_SQLITE_IOERR_READ), before: 0),
    ])
  func diskFailures(kind: Disk.Fault) throws {
    let scenario = StoreScenario(seed: 31, steps: 16)
    let (disk, scratch) = (Disk("faults"), Disk("scratch"))
    _ = scenario.play(on: disk)
    let calls = disk.count(of: kind.call)
    #expect(calls > 20)
    for call in 0..<calls {
      var fault = kind
      fault.before = call
      disk.clear()
      disk.log(true)
      disk.fail(fault)
      let (acknowledged, error) = scenario.play(on: disk)
      #expect(disk.failureCount > 0, "\(fault)")
      #expect(error != nil, "\(fault) was reported to nobody")
      let points = CrashPoints(of: disk, acknowledged)
      let end = disk.operationCount
      for fate in [CrashPoint.Fate.kept, .lost, .torn] {
        points.put(
          .power(after: end, fates: [fate, fate, fate, fate], seed: UInt64(call)), on: scratch)
        let number = acknowledged.last?.number ?? 0
        let wrong = try scenario.fault(on: scratch, acknowledged: number)
        #expect(wrong == nil, "\(fault), unsynced writes \(fate)")
      }
    }
  }

  @Test(
    "STATE-02 After the first failure nothing more is written, even if the disk is well again",
    arguments: [(Disk.Fault.Call.sync, Int32(RUNG_SQLITE_IOERR_FSYNC)), (.write, SQLITE_FULL)])
  func failureIsFinal(call: Disk.Fault.Call, code: Int32) throws {
    let disk = Disk("final")
    var error: StorageError?
    var operations = 0
    do {
      let file = try JournalFile("a.journal", .new, layout: smallLayout, vfs: disk.name)
      let committer = try JournalCommitter(file)
      var group = CommitGroup.inputs(1...2)
      group.begin(smallStart)
      try committer.commit(group)
      disk.log(true)
      disk.fail(Disk.Fault(call, code: code, before: 0))
      error = #expect(throws: StorageError.self) { try committer.commit(.inputs(3...4)) }
      operations = disk.operationCount
      let first = try #require(error)

      #expect(throws: first) { try committer.commit(.inputs(3...4)) }
      #expect(throws: first) { try committer.close() }
      #expect(committer.failure == error)
      #expect(committer.committed == 2)
    }
    #expect(error?.extendedCode == code)
    #expect(error?.attempt == .commit(first: 3, count: 2))
    #expect(disk.operationCount == operations, "the connection was closed")
  }

  @Test("STATE-02 Each distinct last input has one image to restart from")
  func distinctImages() throws {
    let scenario = StoreScenario(seed: 3, steps: 12)
    let disk = Disk("images")
    disk.log(true)
    let (acknowledged, _) = scenario.play(on: disk)
    let images = try CrashPoints(of: disk, acknowledged)
      .distinctImages(path: StoreScenario.path, layout: smallLayout)

    #expect(images.map(\.committed) == scenario.ends.sorted())
    for image in images {
      disk.image = image.image
      #expect(try scenario.fault(on: disk, acknowledged: image.committed) == nil)
    }
  }
}
