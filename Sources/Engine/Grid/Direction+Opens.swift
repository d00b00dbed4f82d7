import Market
import Venue

extension GridSettings.Direction {
  /// Whether this direction sends entries on a side.
  func opens(_ side: Side) -> Bool {
    switch self {
    case .neutral: true
    case .long: side == .buy
    case .short: side == .sell
    }
  }
}
