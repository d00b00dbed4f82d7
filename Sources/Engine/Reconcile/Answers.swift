import Market
import Venue

extension Engine {
  /// Folds the answer to an inquiry, or the news of a connection.
  mutating func learn(_ answer: VenueAnswer, into effects: inout Effects) {
    watchdogs.answerHeard = time
    switch answer {
    case .status(let id, let status, let asOf): learn(id, status, asOf: asOf, into: &effects)
    case .fills(let page): learn(page, into: &effects)
    case .openOrders(let orders, _): learn(orders, into: &effects)
    case .account(let account): learn(account, into: &effects)
    case .connection(let channel, let isUp): learn(channel, isUp: isUp, into: &effects)
    case .market, .failed: break
    }
  }
}
