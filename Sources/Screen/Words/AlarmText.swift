import Engine

extension Alarm {
  /// What happened, in words for a person who has to do something about it.
  var words: String {
    switch self {
    case .flattenStuck: "the flatten could not close the position within its slippage limits"
    case .flattenWaits:
      "the flatten waits for cancels, a usable book or the venue check; the log says which"
    case .cancelAllUnfinished:
      "the cancel-all is not done after a minute; the log lists the orders left"
    case .unmatchedFill: "a fill carries Rung's tag, but Rung does not know the order"
    case .capReached: "a risk cap was reached: entries are stopped"
    case .rejectedExit: "the venue rejected an exit; Rung watches the price and sends it again"
    case .breaker: "the circuit breaker tripped: entries are stopped"
    case .marketEnding: "the market ends soon, and lots are still open"
    case .marketClosed: "the market has ended"
    case .marketSilent: "no market data for too long: entries are stopped"
    case .fillsUnseen:
      "fills could not be read for a minute: entries are stopped; the log says why"
    case .foreignFill: "a trade on this account was not placed by Rung; check it, then unfreeze"
    case .drift: "the account's position does not match the booked fills"
    case .fillsUnlisted:
      "the venue can't list all fills of one moment; Rung checks the position, see the log"
    case .contradictedFill: "two sources report one fill differently; the first report is booked"
    case .unknownOrderStorm: "too many updates for orders Rung does not know"
    case .nakedLot: "part of a lot should have a stop and is unprotected"
    case .stopUnfilled: "a stop triggered and is not filled"
    case .bothLegsFilled: "both exits of a lot filled; close the over-filled size"
    case .closeUnfilled: "a lot could not be closed within its slippage limit"
    case .lotOverdue: "a lot is past its age limit, or the market left its take-profit behind"
    case .rejectStorm: "repeated post-only rejects: entry prices would cross"
    case .impossiblePrice: "an impossible market price was ignored: entries are stopped"
    case .journalFailed:
      "the journal can't be written: entries are stopped; exits and cancels continue unrecorded"
    case .journalSpaceLow: "the disk that holds the journal is almost full"
    case .otherInstance: "another Rung instance sends orders with this tag"
    }
  }
}
