import Market
import Venue

extension Engine {
  /// Folds the answer to an inquiry, or the news of a connection.
  mutating func learn(_ answer: VenueAnswer, into effects: inout Effects) {
    switch answer {
    case .status, .openOrders, .account, .fills, .market, .failed, .connection: break
    }
  }
}
