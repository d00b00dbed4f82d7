import Venue

/// What must be compared after a connection came back, before a new open may leave.
struct ReconnectDebts: Sendable {
  private(set) var orders = false
  private(set) var fills = false
  private(set) var position = false

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
