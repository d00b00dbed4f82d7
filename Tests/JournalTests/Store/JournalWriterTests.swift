import Glibc
import Market
import Testing

@testable import Journal

@Suite("The journal's thread")
struct JournalWriterTests {
  let folder: StoreFolder
  let path: String

  init() throws {
    folder = try StoreFolder()
    path = folder.file()
  }

  private func writer(_ limits: CommitLimits = CommitLimits()) throws -> JournalWriter {
    try JournalWriter(JournalFile(path, .openOrNew, layout: smallLayout), limits: limits)
  }

  /// Waits for the writer's descriptor, a minute at most.
  private func isWoken(_ writer: JournalWriter) -> Bool {
    var poll = pollfd(fd: writer.wakeDescriptor, events: Int16(POLLIN), revents: 0)
    guard Glibc.poll(&poll, 1, 60_000) == 1 else { return false }
    var count: UInt64 = 0
    return read(writer.wakeDescriptor, &count, 8) == 8
  }

  private func append(_ number: UInt64, to writer: JournalWriter, isAwaited: Bool = false) {
    let last = sample(number).withUnsafeBytes {
      writer.append(
        $0, count: 1, time: Instant(nanoseconds: Int64(number)),
        rows: [RowWrite(0, [.integer(Int64(number)), .text("f\(number)"), .null])],
        isAwaited: isAwaited)
    }
    #expect(last == number)
  }

  @Test(
    "STATE-01 What is waited for is committed at once and wakes the loop; the rest is written too")
  func commitsAtOnce() throws {
    var limits = CommitLimits()
    limits.delayNanoseconds = 3_600_000_000_000
    let writer = try writer(limits)
    #expect(writer.begin(smallStart) == (1, 1))
    for number in UInt64(1)...50 { append(number, to: writer) }
    #expect(writer.committed == 0)
    append(51, to: writer, isAwaited: true)
    #expect(isWoken(writer))
    #expect(writer.committed == 51)
    append(52, to: writer)
    writer.hurry()
    #expect(isWoken(writer))
    #expect(writer.committed == 52)
    append(53, to: writer)

    #expect(writer.finish(withinMilliseconds: 60_000) == .closed)
    #expect(writer.committed == 53)
    let read = try JournalReader(path).allBytes()
    #expect(read.bytes == (1...53).flatMap { sample($0) })
    #expect(writer.metrics.figures.inputs == 53)
    #expect(writer.metrics.commitTimes.count == writer.metrics.figures.commits)
    #expect(writer.metrics.waitingBytes == 0)
    #expect(writer.metrics.freeBytes != nil)
  }

  @Test("STATE-01 Checkpoints, segments and reservations are written in their order")
  func writesInOrder() throws {
    let writer = try writer()
    writer.begin(smallStart)
    append(1, to: writer)
    writer.keepCheckpoint(build: "b1") { CheckpointContent(state: [1], record: nil) }
    append(2, to: writer)
    #expect(writer.begin(smallStart) == (2, 3))
    append(3, to: writer)
    writer.keepCheckpoint(build: "b1") { CheckpointContent(state: [3], record: "{}") }
    writer.reserve("order", until: 4_096, isAwaited: true)
    #expect(isWoken(writer))
    #expect(writer.reserved("order") == 4_096)
    #expect(writer.finish(withinMilliseconds: 60_000) == .closed)

    let reader = try JournalReader(path)
    #expect(try reader.segments().map(\.first) == [1, 3])
    #expect(
      try reader.rows(of: "SELECT input, hex(state) FROM checkpoint") == [
        [.integer(1), .text("01")], [.integer(3), .text("03")],
      ])
    let next = try self.writer()
    #expect(next.committed == 3)
    #expect(next.reserved("order") == 4_096)
    #expect(next.finish(withinMilliseconds: 60_000) == .closed)
  }

  @Test("STATE-02 The first failure is final: it wakes the loop, and what comes later is counted")
  func failureIsFinal() throws {
    let writer = try writer()
    writer.begin(smallStart)
    append(1, to: writer, isAwaited: true)
    #expect(isWoken(writer))
    // A row that is there already makes its transaction fail.
    let row = RowWrite(0, [.integer(1), .text("f1"), .null])
    _ = sample(2).withUnsafeBytes {
      writer.append($0, count: 1, time: .distantPast, rows: [row], isAwaited: true)
    }
    #expect(isWoken(writer))
    let failure = try #require(writer.failure)
    append(3, to: writer, isAwaited: true)

    #expect(failure.lastCommitted == 1)
    #expect(failure.description.contains("fills"))
    #expect(writer.committed == 1)
    #expect(writer.metrics.dropped == 2)
    #expect(writer.metrics.failures == 1)
    #expect(writer.finish(withinMilliseconds: 60_000) == .failed(failure))
    #expect(try JournalReader(path).allBytes().last == 1)
  }

  @Test(
    "STATE-02 Another process with the write lock delays the end, and too long a wait is a failure")
  func writeLock() throws {
    let writer = try JournalWriter(
      JournalFile(path, .new, layout: smallLayout, waitMilliseconds: 60_000))
    writer.begin(smallStart)
    append(1, to: writer, isAwaited: true)
    #expect(isWoken(writer))
    let other = try JournalFile(path, .write, layout: smallLayout)
    try other.database.run("BEGIN IMMEDIATE", .query)
    append(2, to: writer)
    #expect(writer.finish(withinMilliseconds: 1) == .late(committed: 1))
    let impatient = try JournalCommitter(
      JournalFile(path, .write, layout: smallLayout, waitMilliseconds: 1))
    let error = #expect(throws: StorageError.self) { try impatient.commit(.inputs(2...2)) }
    #expect(error?.reason == "another process holds the journal's write lock")
    try other.database.run("COMMIT", .query)
    #expect(writer.finish(withinMilliseconds: 60_000) == .closed)
    #expect(writer.committed == 2)
  }

  @Test("STATE-07 The thread forgets old segments while it goes on writing")
  func forgets() throws {
    let writer = try writer()
    writer.begin(smallStart)
    for number in UInt64(1)...300 {
      append(number, to: writer, isAwaited: true)
      #expect(isWoken(writer))
    }
    writer.begin(smallStart)
    append(301, to: writer)
    writer.forget(before: 2)
    append(302, to: writer)
    let counter = try JournalReader(path)
    var number: UInt64 = 302
    while try counter.extent().first < 301 || counter.hasForgottenBatches(), number < 2_000 {
      number += 1
      append(number, to: writer, isAwaited: true)
      #expect(isWoken(writer))
    }
    #expect(writer.finish(withinMilliseconds: 60_000) == .closed)

    let reader = try JournalReader(path)
    #expect(try reader.extent() == JournalReader.Extent(first: 301, last: number))
    #expect(try reader.rows(of: "SELECT count(*) FROM fills") == [[.integer(Int64(number))]])
    #expect(try reader.rows(of: "SELECT count(*) FROM batch WHERE first < 301") == [[.integer(0)]])
  }

  @Test("STATE-07 A reader that holds the log is reported, and little space is an alarm")
  func warns() throws {
    var limits = CommitLimits()
    (limits.logPages, limits.heldLogPages, limits.lowSpaceBytes) = (4, 8, .max)
    let writer = try writer(limits)
    writer.begin(smallStart)
    append(1, to: writer, isAwaited: true)
    #expect(isWoken(writer))
    let reader = try JournalReader(path)
    try reader.database.run("BEGIN; SELECT count(*) FROM batch", .query)
    for number in UInt64(2)...20 {
      append(number, to: writer, isAwaited: true)
      #expect(isWoken(writer))
    }
    #expect(writer.metrics.spaceIsLow)
    let isHeld = writer.metrics.figures.logIsHeld
    try reader.database.run("COMMIT", .query)

    #expect(isHeld)
    #expect(writer.finish(withinMilliseconds: 60_000) == .closed)
    #expect(!writer.metrics.figures.logIsHeld)
  }
}
