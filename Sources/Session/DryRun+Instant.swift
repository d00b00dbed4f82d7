import Engine
import Market
import SimulatedVenue

/// The way without latency: the venue acts, the engine hears of it, the engine sees the market, all
/// at the tape's moment. It is the fast one.
extension DryRun {
  var nextInstantTime: Instant? {
    var ahead = cursor
    while let update = ahead.next(in: tape.records) {
      if !update.kinds.isDisjoint(with: heard) {
        return min(update.time, max(time, engine.nextDeadline))
      }
    }
    return nil
  }

  mutating func advanceInstantly() -> Bool {
    let before = cursor
    while let update = cursor.next(in: tape.records) {
      guard !update.kinds.isDisjoint(with: heard) else { continue }
      if engine.nextDeadline <= update.time {
        cursor = before
        happened(at: engine.nextDeadline)
        engine.apply(.deadline, at: time, into: &effects)
      } else {
        happened(at: update.time)
        venue.apply(update)
        // The venue's reports first: a fill is known before anything new is decided.
        carryOut()
        engine.apply(update, into: &effects)
      }
      if !effects.isEmpty { carryOut() }
      return true
    }
    return false
  }
}
