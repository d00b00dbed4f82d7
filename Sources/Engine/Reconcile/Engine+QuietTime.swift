import Market
import Venue

/// How long an engine waits for what an ended process may have sent without a record.
extension Engine {
  /// From when on whatever an earlier engine sent has arrived or no longer can.
  var quietMoment: Instant { time.advanced(byNanoseconds: quietNanoseconds) }

  private var quietNanoseconds: Int64 {
    let orders = settings.orders
    return parameters.capabilities.supportsExpiry
      ? orders.expiryNanoseconds : orders.absentGraceNanoseconds
  }

  /// Whether a comparison is complete that began after the process began again, or stops have waited
  /// for it long enough.
  var hasComparedAgain: Bool {
    let restartedAt = agreement.rounds.quietFrom.advanced(byNanoseconds: -quietNanoseconds)
    return agreement.rounds.done.lastAt >= restartedAt || time >= stopsGoFrom
  }

  /// After a restart: from when on stops whose price is reached wait for no comparison any more.
  var stopsGoFrom: Instant {
    let longest: Int64 = 10_000_000_000
    return agreement.rounds.quietFrom.advanced(byNanoseconds: min(0, longest - quietNanoseconds))
  }

  /// After a restart a lot waits with further exits. A lot that a fill opens is no exception: the ended
  /// process may have booked that fill, and sent an exit, without a record.
  mutating func awaitExits(of lot: Int32) {
    guard agreement.rounds.isCatchingUp else { return }
    exits.watch.doubtPosition(at: max(time, stopsGoFrom))
    timers.wake(.exits, at: exits.watch.askAt)
    books.lots[lot].awaitPosition()
  }
}
