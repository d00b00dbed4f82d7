import Market
import Venue

extension Engine {
  /// Folds the answer to an inquiry, or the news of a connection.
  mutating func learn(_ answer: VenueAnswer, into effects: inout Effects) {
    switch answer {
    case .status(let id, let status, let asOf): learn(id, status, asOf: asOf, into: &effects)
    case .fills(let page): learn(page, into: &effects)
    case .account(let state): confirmPosition(state)
    case .openOrders, .market, .failed, .connection: break
    }
  }
}
