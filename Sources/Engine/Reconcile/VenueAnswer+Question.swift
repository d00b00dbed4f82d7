import Market
import Venue

extension VenueAnswer {
  /// Whether it answers a question, rather than saying that there is no answer or that a stream opened
  /// or broke.
  var isToQuestion: Bool {
    switch self {
    case .status, .openOrders, .account, .fills, .market: true
    case .failed, .connection: false
    }
  }
}
