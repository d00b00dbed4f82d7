import Market
import Venue

extension Engine {
  /// Folds the answer to an inquiry, or the news of a connection.
  mutating func learn(_ answer: VenueAnswer, into effects: inout Effects) {
    switch answer {
    case .status(let id, let status, let asOf): learn(id, status, asOf: asOf, into: &effects)
    case .fills(let page): learn(page, into: &effects)
    case .market(let status): learn(status)
    case .account(let state):
      learnMargin(state)
      confirmPosition(state)
    case .failed(_, let failure): observe(failure.errorClass)
    case .openOrders, .connection: break
    }
  }
}
