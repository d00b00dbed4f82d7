import Engine
import Market
import Venue

/// A row of the pending entries: a live order with the attempt it belongs to, an attempt that has
/// no live order now, or an order on the account that is not ours.
struct OpenRow: Equatable, Sendable {
  let order: PendingOpenView?
  let attempt: AttemptView?
  let side: Side
  let price: Price
  let quantity: Quantity
  let filled: Quantity

  init(_ order: PendingOpenView, of attempt: AttemptView?) {
    self.order = order
    self.attempt = attempt
    side = order.side
    price = order.price
    quantity = order.quantity
    filled = order.filled
  }

  /// - Parameter attempt: an attempt without a live order.
  init(_ attempt: AttemptView) {
    order = nil
    self.attempt = attempt
    side = attempt.side
    price = attempt.price
    quantity = attempt.quantity
    filled = attempt.filled
  }

  /// The live order's client id; nil if none is live.
  var id: ClientOrderID? { order?.id }

  /// What an explanation of this row is about.
  var target: ExplainTarget {
    id.map { .order($0) } ?? attempt.map { .attempt($0.id) } ?? .price(side, price)
  }

  /// Our own entry orders, then attempts that wait without an order, then orders on the account
  /// that are not ours.
  static func all(_ snapshot: Snapshot) -> [OpenRow] {
    let attempts = snapshot.entries.attempts
    let ours = snapshot.pendingOpens.map { open in
      OpenRow(open, of: attempts.first { $0.order == open.id })
    }
    let waiting = attempts.filter { $0.order == nil }.map(OpenRow.init)
    return ours + waiting + snapshot.reconcile.foreign.map { OpenRow($0) }
  }

  private init(_ foreign: VenueOrder) {
    let price = foreign.limit ?? foreign.trigger?.price ?? Price(ticks: 1)
    self.init(
      PendingOpenView(
        id: foreign.id, side: foreign.side, price: price, quantity: foreign.quantity,
        filled: foreign.quantity.less(foreign.remaining), state: .foreign,
        reason: Reason(.manual), quote: Money(price, times: foreign.remaining), intendedExit: nil,
        sentAt: foreign.placedAt),
      of: nil)
  }
}
