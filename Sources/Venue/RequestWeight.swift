// The weights of requests and inquiries at a venue that limits them by the minute. Source:
// Hyperliquid, "Rate limits and user limits".

extension OrderRequest {
  /// The weight of a message with `count` requests of one kind: one, and one more for every forty.
  @inlinable public static func weight(ofMessageWith count: Int) -> Int { 1 + count / 40 }
}

extension Inquiry {
  /// The weight before the answer is known.
  @inlinable public var weight: Int {
    switch self {
    case .status, .account, .marketStatus: 2
    case .openOrders, .fills: 20
    case .reconnect: 0
    }
  }
}

extension FillPage {
  /// The weight of a page in addition to the inquiry: one for every twenty fills.
  @inlinable public static func weight(of count: Int) -> Int { count / 20 }
}
