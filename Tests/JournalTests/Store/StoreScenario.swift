import CSQLite
import CrashKit
import Glibc
import Market

@testable import Journal

/// A made-up run of the journal: batches with rows, segments, reservations, checkpoints, copies of the
/// log, and retention. A seed decides all of it.
struct StoreScenario {
  /// Where an input's bytes begin in the bytes of all inputs.
  private(set) var starts: [Int] = [0]
  private(set) var truth: [UInt8] = []
  private(set) var steps: [Step] = []
  /// The last inputs of the batches, and 0.
  private(set) var ends: Set<UInt64> = [0]

  enum Step {
    case commit(CommitGroup)
    case checkpoint(bytes: Int)
    case copyLog
    case forget(before: Int64)
  }

  static let path = "a.journal"
  static let limits: CommitLimits = {
    var limits = CommitLimits()
    limits.logPages = 10
    return limits
  }()

  init(seed: UInt64, steps count: Int) {
    var random = Draw(seed)
    var (number, segment): (UInt64, Int64) = (0, 0)
    for step in 0..<count {
      switch step == 0 ? 0 : random.below(12) {
      case 10:
        steps.append(.checkpoint(bytes: 50 + random.below(6_000)))
      case 11 where segment > 2: steps.append(.forget(before: segment - 1))
      case 11: steps.append(.copyLog)
      default:
        let isBeginning = step == 0 || random.below(8) == 0
        if isBeginning { segment += 1 }
        steps.append(.commit(group(&random, &number, isBeginning)))
        if random.below(3) == 0 { steps.append(.copyLog) }
      }
    }
  }

  private mutating func group(_ random: inout Draw, _ number: inout UInt64, _ isBeginning: Bool)
    -> CommitGroup
  {
    var group = CommitGroup()
    if isBeginning { group.begin(smallStart) }
    for _ in 0...random.below(4) {
      number += 1
      let bytes = sample(number, count: 10 + random.below(random.below(9) == 0 ? 6_000 : 300))
      truth += bytes
      starts.append(truth.count)
      bytes.withUnsafeBytes {
        group.append(
          $0, count: 1, time: Instant(nanoseconds: Int64(number)),
          rows: [
            RowWrite(
              0, [.integer(Int64(number)), .text("f\(number)"), .integer(Int64(bytes.count))])
          ])
      }
    }
    group.reserve("lot", until: number + 100)
    ends.insert(number)
    return group
  }

  /// Whether a batch has the bytes that were appended.
  private func isTrue(_ batch: Batch) -> Bool {
    let (start, end) = (starts[Int(batch.first) - 1], starts[Int(batch.last)])
    // Compared by the system: thousands of points are checked in a debug build.
    return truth.withUnsafeBytes { bytes in
      guard batch.body.count == end - start, let mine = bytes.baseAddress else { return false }
      return batch.body.baseAddress.map { memcmp($0, mine + start, end - start) == 0 } ?? false
    }
  }

  /// Plays it on a disk, up to the first error.
  ///
  /// - Parameter pragma: changes how the file is written to.
  func play(on disk: Disk, pragma: String? = nil) -> (
    acknowledged: [Acknowledgement], error: (any Error)?
  ) {
    var acknowledged: [Acknowledgement] = []
    do {
      let file = try JournalFile(Self.path, .openOrNew, layout: smallLayout, vfs: disk.name)
      defer {
        disk.log(false)
        file.drop()
      }
      if let pragma { try file.database.run(pragma, .open) }
      let committer = try JournalCommitter(file, limits: Self.limits)
      for step in steps {
        switch step {
        case .commit(let group): try committer.commit(group)
        case .checkpoint(let bytes):
          try committer.keep(
            StoredCheckpoint(
              input: committer.committed, build: "b", state: sample(9, count: bytes), record: nil))
        case .copyLog: try committer.copyLog()
        case .forget(let segment):
          try committer.forget(before: segment)
          while try committer.forgetSlice() {}
        }
        acknowledged.append(
          Acknowledgement(operations: disk.operationCount, number: committer.committed))
      }
      return (acknowledged, nil)
    } catch {
      disk.log(false)
      return (acknowledged, error)
    }
  }

  /// What is wrong with a journal that a crash left; nil if nothing is.
  func fault(on disk: Disk, acknowledged: UInt64) throws -> String? {
    let file = try JournalFile(Self.path, .openOrNew, layout: smallLayout, vfs: disk.name)
    defer { file.drop() }
    let reader = try JournalReader(file)
    let extent = try reader.extent()
    guard extent.last >= acknowledged else {
      return "only \(extent.last) of \(acknowledged) acknowledged inputs are there"
    }
    guard ends.contains(extent.last) else { return "half a batch up to \(extent.last)" }
    var wrong: UInt64?
    var last = extent.first - 1
    try reader.batches(from: extent.first).read { batch in
      if !isTrue(batch) { wrong = batch.first }
      last = batch.last
      return wrong == nil
    }
    if let wrong { return "other bytes from \(wrong) on" }
    guard last == extent.last else { return "read up to \(last) instead of \(extent.last)" }
    let rows = try reader.rows(
      of: "SELECT count(*), coalesce(max(input), 0), coalesce(sum(size), 0) FROM fills")
    let due = [Int64(last), Int64(last), Int64(starts[Int(last)])].map { SQLValue.integer($0) }
    guard rows == [due] else { return "rows \(rows) instead of \(due)" }
    let reserved = try reader.reservations().first?.until ?? 0
    guard reserved == (last == 0 ? 0 : last + 100) else { return "reserved up to \(reserved)" }
    if let checkpoint = try reader.checkpoint(), checkpoint.input > last {
      return "a checkpoint at \(checkpoint.input), and inputs up to \(last)"
    }
    return nil
  }

  /// Goes on with a journal that a crash left; false if what is written is not read again.
  func goesOn(on disk: Disk) throws -> Bool {
    let file = try JournalFile(Self.path, .openOrNew, layout: smallLayout, vfs: disk.name)
    defer { file.drop() }
    let committer = try JournalCommitter(file, limits: Self.limits)
    let next = committer.committed + 1
    var group = CommitGroup.inputs(next...next)
    if committer.segment == nil { group.begin(smallStart) }
    try committer.commit(group)
    try committer.copyLog()
    return try JournalReader(file).allBytes(from: next).bytes == sample(next)
  }
}

/// Numbers that a seed decides.
struct Draw {
  private var state: UInt64

  init(_ seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 }

  mutating func below(_ limit: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int((state >> 33) % UInt64(limit))
  }
}
