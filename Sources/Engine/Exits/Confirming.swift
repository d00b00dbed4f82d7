import Market
import Venue

/// What the venue says about reduce-only legs is news about the position: it is asked for, and the
/// lots wait for the answer. Nothing is sent in a loop, and nothing plain before it is known that the
/// position is still there.
extension Engine {
  /// The venue found less to reduce than a leg was for.
  mutating func doubtPosition(_ lot: Int32) {
    books.lots[lot].awaitPosition()
    exits.watch.doubtPosition(at: time)
    recoveries.count(.positionDoubted)
    changes.lots.append(lot)
    timers.wake(.exits, at: exits.watch.askAt)
  }

  /// Asks for the account, if a lot waits for it and the last question is long enough ago.
  mutating func askPosition(into effects: inout Effects) {
    guard exits.watch.askAt != .distantFuture else { return }
    guard time >= exits.watch.askAt else { return timers.wake(.exits, at: exits.watch.askAt) }
    guard ask(.account(asked: time), into: &effects) else {
      exits.watch.couldNotAsk(at: time)
      return timers.wake(.exits, at: exits.watch.askAt)
    }
    exits.watch.askedForPosition(at: time)
    timers.wake(.exits, at: exits.watch.askAt)
  }

  /// The venue told the position. Where it is the one our fills make, exits go on; where it isn't,
  /// they wait for the fills or the reconciliation that will explain it.
  mutating func confirmPosition(_ state: AccountState) {
    guard exits.watch.askAt != .distantFuture, state.position == books.ledger.position else {
      return
    }
    exits.watch.positionConfirmed()
    for lot in books.lots.inOrder where books.lots[lot].awaitsPosition {
      books.lots[lot].positionConfirmed()
      changes.lots.append(lot)
    }
  }
}
