// What requests and inquiries weigh at a venue that counts them by the minute. Source: Hyperliquid,
// "Rate limits and user limits".

extension OrderRequest {
  /// What a message with so many requests of one kind weighs: one, and one more for every forty.
  @inlinable public static func weight(ofMessageWith count: Int) -> Int { 1 + count / 40 }
}

extension Inquiry {
  /// What it weighs before its answer is known.
  @inlinable public var weight: Int {
    switch self {
    case .status, .account, .marketStatus: 2
    case .openOrders, .fills: 20
    case .reconnect: 0
    }
  }
}

extension FillPage {
  /// What a page weighs beside the question for it: one for every twenty fills.
  @inlinable public static func weight(of count: Int) -> Int { count / 20 }
}
