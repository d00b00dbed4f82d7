import Venue

/// What must be compared after a connection came back, before a new entry order may leave.
struct ReconnectDebts: Sendable {
  private(set) var orders: Bool
  private(set) var fills: Bool
  private(set) var position: Bool

  /// - Parameter all: everything must be compared, or nothing.
  init(all: Bool = false) { (orders, fills, position) = (all, all, all) }

  var isPaid: Bool { !orders && !fills && !position }

  mutating func learn(_ answer: VenueAnswer) {
    switch answer {
    case .connection(.orders, isUp: true), .connection(.requests, isUp: true):
      (orders, fills, position) = (true, true, true)
    case .openOrders: orders = false
    case .fills(let page): if page.isLast { fills = false }
    case .account: position = false
    case .connection, .status, .market, .failed: break
    }
  }
}
