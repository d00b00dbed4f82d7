import Engine
import Market

extension DryRun {
  /// What the screen shows of this moment: what the engine knows, with estimates of queue positions
  /// if they are watched. The simulated venue itself is not asked.
  ///
  /// - Parameter now: a later moment at which the screen is drawn; ages are shown as of it.
  public func snapshot(_ frame: LadderFrame?, now: Instant?) -> Snapshot {
    var snapshot = engine.snapshot(frame)
    kernel.queues?.tell(&snapshot)
    if let now, now > snapshot.time {
      let passed = now.nanoseconds(since: snapshot.time)
      snapshot.market.bookAgeNanoseconds = snapshot.market.bookAgeNanoseconds.map { $0 + passed }
      snapshot.time = now
    }
    return snapshot
  }
}
