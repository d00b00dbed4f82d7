import Market
import Venue

/// What the venue says about reduce-only legs is news about the position: it is asked for, and the
/// lots wait for the answer. Nothing is sent in a loop, and nothing plain before it is known that the
/// position is still there.
extension Engine {
  /// The venue found less to reduce than a leg was for.
  mutating func doubtPosition(_ lot: Int32) {
    lots[lot].awaitsPosition = true
    exitWatch.doubts = min(exitWatch.doubts, 5)
    recoveries.count(.positionDoubted)
    agenda.lots.append(lot)
    if exitWatch.askAt == .distantFuture { exitWatch.askAt = time }
    exitWatch.wake(at: exitWatch.askAt)
  }

  /// Asks for the account, if a lot waits for it and the last question is long enough ago.
  mutating func askPosition(into effects: inout Effects) {
    guard exitWatch.askAt != .distantFuture else { return }
    guard time >= exitWatch.askAt else { return exitWatch.wake(at: exitWatch.askAt) }
    guard ask(.account(asked: time), into: &effects) else {
      exitWatch.askAt = time.advanced(byNanoseconds: Engine.retryNanoseconds)
      return exitWatch.wake(at: exitWatch.askAt)
    }
    exitWatch.askAt = time.advanced(
      byNanoseconds: Engine.retryNanoseconds << Int64(exitWatch.doubts))
    exitWatch.doubts = min(exitWatch.doubts + 1, 6)
    exitWatch.wake(at: exitWatch.askAt)
  }

  /// The venue told the position. Where it is the one our fills make, exits go on; where it isn't,
  /// they wait for the fills or the reconciliation that will explain it.
  mutating func confirmPosition(_ state: AccountState) {
    guard exitWatch.askAt != .distantFuture, state.position == ledger.position else { return }
    exitWatch.askAt = .distantFuture
    exitWatch.doubts = 0
    for lot in lots.inOrder where lots[lot].awaitsPosition {
      lots[lot].awaitsPosition = false
      agenda.lots.append(lot)
    }
  }
}
