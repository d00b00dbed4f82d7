import Market
import Venue

extension Engine {
  /// Folds the answer to an inquiry, or the news of a connection.
  mutating func learn(_ answer: VenueAnswer, into effects: inout Effects) {
    watchdogs.answerHeard = time
    switch answer {
    case .status(let id, let status, let asOf): learn(id, status, asOf: asOf, into: &effects)
    case .fills(let page): learn(page, into: &effects)
    case .market(let status): learn(status)
    case .account(let account):
      learnMargin(account)
      learn(account, into: &effects)
      confirmPosition(account)
    case .openOrders(let orders, _):
      learn(orders, into: &effects)
      checkFence(orders, into: &effects)
    case .connection(let channel, let isUp): learn(channel, isUp: isUp, into: &effects)
    case .failed(_, let failure): observe(failure.errorClass)
    }
  }
}
