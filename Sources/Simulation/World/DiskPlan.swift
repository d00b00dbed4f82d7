/// How the disk of a world's journal behaves.
struct DiskPlan: Equatable, Sendable {
  /// If nothing waits, a commit begins this long after the last one.
  var pauseNanoseconds: Int64
  /// A commit usually takes up to the first, and now and then up to the second.
  var usualNanoseconds: Int64
  var slowestNanoseconds: Int64
  /// The longest that a commit takes.
  var longestNanoseconds: Int64 { max(usualNanoseconds, slowestNanoseconds) }
  /// When it fails, in nanoseconds after the world began, oldest first. It works again for the next
  /// process.
  var failures: [Int64] = []
}

extension WorldPlan {
  /// Draws whether a world with restarts has a journal, what its disk does, and what each restart
  /// finds in it. It has dice of its own.
  mutating func drawJournal() {
    var dice = Dice(seed, .journal)
    guard !restarts.isEmpty, !dice.once(in: 6) else { return }
    let slowest = dice.pick([Int64(1), 20, 300, 3_000])
    var plan = DiskPlan(
      pauseNanoseconds: dice.pick([200, 1_000, 5_000]) * 1_000_000,
      usualNanoseconds: dice.pick([0, 400_000, 10_000_000]),
      slowestNanoseconds: slowest * 1_000_000)
    for place in restarts.indices {
      restarts[place].source = dice.pick([
        .record, .record, .record, .checkpoint, .checkpoint, .checkpoint, .nothing,
      ])
      restarts[place].point = dice.pick([
        .anywhere, .anywhere, .afterCommit, .amidMessage(requests: Int(dice.below(4))),
      ])
      let moment = restarts[place].afterNanoseconds
      guard dice.once(in: 6) else { continue }
      plan.failures.append(max(1, moment - dice.pick([5, 60, 600]) * dice.below(1_000_000_000)))
    }
    plan.failures.sort()
    disk = plan
  }
}
