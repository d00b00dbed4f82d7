import Engine
import Market
import SimulatedVenue

/// Advances a run without latency, which is fast: the venue acts, the engine gets its reports, then
/// the market update, all at the market's moment.
extension DryRun {
  var nextInstantTime: Instant? {
    guard let next = nextHeardTime else { return nil }
    guard engine.nextDeadline <= next else { return next }
    return endOfSilence(before: next) ?? max(time, engine.nextDeadline)
  }

  /// When the next update comes that the engine or the book uses; nil at the end.
  private var nextHeardTime: Instant? {
    // A generated market makes no update that is not used.
    guard !isGenerated else { return cursor.nextTime }
    var ahead = cursor.place
    while let update = ahead.next(in: records) {
      if !update.kinds.isDisjoint(with: heard) { return update.time }
    }
    return nil
  }

  mutating func advanceInstantly() -> Bool {
    switch takeUpdate() {
    case .none: return false
    case .taken(let update):
      happened(at: update.time)
      marketTime = time
      venue.apply(update)
      // The venue's reports come first, so that a fill is known before anything new is decided.
      carryOut()
      kernel.hear(update, place: cursor.update - 1)
    case .comes(let next):
      if let end = endOfSilence(before: next) {
        passSilence(to: end)
      } else {
        happened(at: engine.nextDeadline)
        kernel.wake(at: time)
      }
    }
    if !kernel.effects.isEmpty { carryOut() }
    return true
  }

  private enum NextUpdate {
    case taken(MarketUpdate)
    /// The next update comes at this moment, and the engine wants to be woken before it.
    case comes(Instant)
    case none
  }

  /// Takes the next update that is used, unless the engine wants to be woken before.
  @inline(__always)
  private mutating func takeUpdate() -> NextUpdate {
    guard !isGenerated else {
      guard let next = cursor.nextTime else { return .none }
      guard next < engine.nextDeadline, let update = cursor.next() else { return .comes(next) }
      return .taken(update)
    }
    let before = cursor.place
    while let update = cursor.place.next(in: records) {
      guard !update.kinds.isDisjoint(with: heard) else { continue }
      guard update.time < engine.nextDeadline else {
        cursor.place = before
        return .comes(update.time)
      }
      return .taken(update)
    }
    return .none
  }
}
