import Engine
import Market
import SimulatedVenue

/// The way without latency: the venue acts, the engine hears of it, the engine sees the market, all
/// at the tape's moment. It is the fast one.
extension DryRun {
  var nextInstantTime: Instant? {
    var ahead = cursor.place
    while let update = ahead.next(in: records) {
      if !update.kinds.isDisjoint(with: heard) {
        guard engine.nextDeadline <= update.time else { return update.time }
        return endOfSilence(before: update.time) ?? max(time, engine.nextDeadline)
      }
    }
    return nil
  }

  mutating func advanceInstantly() -> Bool {
    let before = cursor.place
    while let update = cursor.place.next(in: records) {
      guard !update.kinds.isDisjoint(with: heard) else { continue }
      if engine.nextDeadline <= update.time {
        cursor.place = before
        if let end = endOfSilence(before: update.time) {
          passSilence(to: end)
        } else {
          happened(at: engine.nextDeadline)
          kernel.wake(at: time)
        }
      } else {
        happened(at: update.time)
        marketTime = time
        venue.apply(update)
        // The venue's reports first: a fill is known before anything new is decided.
        carryOut()
        kernel.hear(update)
      }
      if !kernel.effects.isEmpty { carryOut() }
      return true
    }
    return false
  }

  /// The same for a generated market, which never makes an update that nobody cares for.
  var nextGeneratedTime: Instant? {
    cursor.nextTime.map { min($0, max(time, engine.nextDeadline)) }
  }

  mutating func advanceGenerated() -> Bool {
    guard let next = cursor.nextTime else { return false }
    if engine.nextDeadline <= next {
      happened(at: engine.nextDeadline)
      kernel.wake(at: time)
    } else if let update = cursor.next() {
      happened(at: update.time)
      marketTime = time
      venue.apply(update)
      carryOut()
      kernel.hear(update)
    }
    carryOut()
    return true
  }
}
