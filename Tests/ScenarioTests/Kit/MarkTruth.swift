import Engine
import Market
import Session
import SimulatedVenue
import Venue

/// Holds what positions are valued at, and what sets stops off, against the tape's own mark prices.
///
/// For runs without latency: what the tape has told by a moment, everybody knows.
struct MarkTruth {
  private(set) var faults: [String] = []
  /// How often a position was seen to be valued.
  private(set) var looks = 0

  private let tape: Tape
  private let staleAfter: Int64
  private var cursor = TapeCursor()
  private var told: (mark: MarkPrice, at: Instant)?
  /// What was told before this step: what fills in a step is heard of before the step's own mark price.
  private var before: (mark: MarkPrice, at: Instant)?
  /// Those of the moment that was looked at last: what went off before at the same moment did so by
  /// what was told then.
  private var known: [LogEntry] = []

  init(_ tape: Tape, staleAfter nanoseconds: Int64) {
    self.tape = tape
    staleAfter = nanoseconds
  }

  /// Looks at a world after a step.
  mutating func check(_ world: DryRun) {
    before = told
    while cursor.update < world.updateIndex, let update = cursor.next(in: tape.records) {
      for change in update.changes {
        if let mark = change.markPrice { told = (mark, update.time) }
      }
    }
    let snapshot = world.engine.snapshot()
    let mark = told.flatMap { isFresh($0.at, at: world.time) ? $0.mark : nil }
    if told != nil, snapshot.market.mark?.isStale != (mark == nil) {
      faults.append(
        "stale: \(snapshot.market.mark.debugDescription), told \(told.debugDescription)")
    }
    checkValue(snapshot, mark)
    // Between one that grew too old and the next the mid sets stops off.
    guard let mark, let before, isFresh(before.at, at: world.time) else { return }
    checkStops(snapshot, [before.mark, mark], at: world.time)
  }

  private func isFresh(_ moment: Instant, at now: Instant) -> Bool {
    staleAfter == 0 || now.nanoseconds(since: moment) < staleAfter
  }

  private mutating func checkValue(_ snapshot: Snapshot, _ mark: MarkPrice?) {
    let account = snapshot.account
    guard let mark, !account.position.isFlat, !account.awaitsMark else { return }
    looks += 1
    let wanted = account.position.steps < 0 ? mark.ceiling : mark.floor
    if account.valuedAt != wanted {
      faults.append("valued at \(account.valuedAt?.ticks ?? 0), the mark price is \(mark)")
    }
  }

  /// A stop goes off only with the mark price at its trigger or past it.
  private mutating func checkStops(_ snapshot: Snapshot, _ marks: [MarkPrice], at now: Instant) {
    let fired = snapshot.log.filter { $0.tag == .stopFired && $0.time == now }
    defer { known = fired }
    for entry in fired where !known.contains(entry) {
      guard let trigger = entry.price, let side = entry.side else { continue }
      let isReached = marks.contains {
        side == .sell ? $0.ceiling <= trigger : $0.floor >= trigger
      }
      if !isReached {
        faults.append("a stop at \(trigger.ticks) went off at mark prices of \(marks)")
      }
    }
  }
}
