import Engine

extension Alarm {
  /// What happened, for a person who has to do something about it.
  var words: String {
    switch self {
    case .flattenStuck: "the position can't be closed within the slippage limits"
    case .flattenWaits:
      "a flatten waits: for orders to end, for a book, or to know what stands; the log says which"
    case .cancelAllUnfinished: "a cancel-all is not done after a minute; the log names what is left"
    case .unmatchedFill: "a fill of an order with our tag that is unknown here"
    case .capReached: "a cap was reached, and opens were stopped"
    case .rejectedExit: "the venue refuses an exit; the lot is watched and it is tried again"
    case .breaker: "the circuit breaker tripped"
    case .marketEnding: "the market comes to its end, and lots are open"
    case .marketClosed: "the market has ended"
    case .marketSilent: "nothing came of the market for too long, and opens were stopped"
    case .fillsUnseen:
      "the account's fills were not seen for a minute: no opens until they are; the log says why"
    case .foreignFill: "somebody else traded on the account; opens wait until a person has looked"
    case .drift: "the account's position is not what the fills make"
    case .fillsUnlisted:
      "the venue can't list all fills of one moment; the account is compared, the log says more"
    case .contradictedFill: "two sources tell different things of one fill; the first is booked"
    case .unknownOrderStorm: "too many news of orders that are unknown here"
    case .nakedLot: "a part of a lot that should have a stop is protected by nobody"
    case .stopUnfilled: "a stop went off and is not filled"
    case .bothLegsFilled: "both legs of a lot filled; the excess waits to be closed"
    case .closeUnfilled: "a lot could not be closed within its limit"
    case .lotOverdue: "a lot is too old, or the market left its take-profit behind"
    case .rejectStorm: "the venue refuses one open after another as crossing"
    case .impossiblePrice: "a price came that no market makes: it is not used, opens were stopped"
    case .otherInstance: "another instance sends orders with our tag"
    }
  }
}
