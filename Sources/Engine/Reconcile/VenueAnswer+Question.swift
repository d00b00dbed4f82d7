import Market
import Venue

extension VenueAnswer {
  /// Whether it answers a question. A failed question and a channel that opened or broke do not.
  var isToQuestion: Bool {
    switch self {
    case .status, .openOrders, .account, .fills, .market: true
    case .failed, .connection: false
    }
  }
}
