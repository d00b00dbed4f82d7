import Market
import Venue

extension Engine {
  /// Folds the answer to an inquiry, or the news of a connection.
  mutating func learn(_ answer: VenueAnswer, into effects: inout Effects) {
    switch answer {
    case .market(let status): learn(status)
    case .account(let state): learnMargin(state)
    case .failed(_, let failure): observe(failure.errorClass)
    case .status, .openOrders, .fills, .connection: break
    }
  }
}
