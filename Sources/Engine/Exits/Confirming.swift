import Market
import Venue

/// What the venue says about reduce-only legs is news about the position: the engine asks for the
/// position, and the lots wait for the answer. Nothing is sent in a loop, and no order that is not
/// reduce-only is sent before the position is known to be still there.
extension Engine {
  /// The venue found less to reduce than a leg's size.
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
    if agreement.rounds.isCatchingUp { lookAtAllLots() }
    timers.wake(.exits, at: exits.watch.askAt)
  }

  /// The venue reported the position. If it equals the position that our fills make, exits
  /// continue. If not, they wait for the fills or the reconciliation that will explain the
  /// difference. After a restart the position alone proves nothing: an exit may be live that is not
  /// known here.
  mutating func confirmPosition(_ state: AccountState) {
    guard !agreement.rounds.isCatchingUp else { return }
    letExitsGo(at: state.position)
  }

  /// A comparison is complete. After a restart stops whose price is reached go out from now on. The
  /// other exits continue once a comparison began late enough to show everything that the ended
  /// process had sent, and each of those orders is known.
  ///
  /// - Parameter lacking: how many orders known to be live the list lacked: then it proves nothing.
  mutating func confirmExits(after round: Round, lacking: Int) {
    guard agreement.rounds.isCatchingUp else { return }
    lookAtAllLots()
    guard round.cause != .preview, lacking == 0,
      round.begunAt >= agreement.rounds.quietFrom, orders.queries.unregistered == 0,
      let account = round.account
    else { return }
    letExitsGo(at: account.position)
  }

  mutating func lookAtAllLots() {
    for lot in books.lots.inOrder { changes.lots.append(lot) }
  }

  private mutating func letExitsGo(at position: Position) {
    guard exits.watch.askAt != .distantFuture, position == books.ledger.position else { return }
    exits.watch.positionConfirmed()
    for lot in books.lots.inOrder where books.lots[lot].awaitsPosition {
      books.lots[lot].positionConfirmed()
      changes.lots.append(lot)
    }
  }
}
