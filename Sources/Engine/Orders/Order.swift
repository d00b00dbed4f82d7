import Market
import Venue

/// Where an order is in its life. An ended order leaves the registry; there is no state for it.
///
/// planned (a rung without an order) → submitted → working → partly filled → filled, or cancelling →
/// cancelled, or rejected.
enum OrderState: UInt8, Sendable {
  /// Handed over, not answered.
  case submitted
  /// The venue accepted it.
  case working
  /// Accepted, and some of it filled.
  case partlyFilled
  /// A cancel was handed over; it may still fill.
  case cancelling
}

/// One live order of ours.
struct Order: Sendable {
  var id: ClientOrderID
  var side: Side
  var purpose: Purpose
  var state: OrderState
  var isReduceOnly: Bool
  var timeInForce: TimeInForce
  /// The venue answered that it stands.
  var isAccepted = false
  /// An amend is on its way.
  var isAmending = false
  /// A cancel was asked for; one that is refused is asked for again.
  var mustEnd = false
  /// No cancel is asked for before this moment, since one was refused.
  var cancelNotBefore = Instant.distantPast
  var amendments: UInt16 = 0
  /// The plan that last wanted it: how the diff tells the kept from the orphaned.
  var stamp: UInt32 = 0
  /// Index of the lot it opened or closes; negative while there is none.
  var lot: Int32 = -1
  var price: Price
  /// The price of the rung it stands for.
  var slot: Price
  var quantity: Quantity
  var remaining: Quantity
  var filled = Quantity.zero
  /// What an amend under way could add to what remains.
  var reserved = Quantity.zero
  var sentAt: Instant
  var reason: Reason

  static let vacant = Order(
    id: .vacant, side: .buy, purpose: .ladder, state: .submitted, isReduceOnly: false,
    timeInForce: .postOnly, price: Price(ticks: 1), slot: Price(ticks: 1), quantity: .zero,
    remaining: .zero, sentAt: .distantPast, reason: Reason(.wanted))
}

extension Order {
  /// What an operator is shown.
  var displayState: OrderDisplayState {
    switch state {
    case .submitted: .inFlight
    case .working, .partlyFilled: .working
    case .cancelling: .cancelling
    }
  }
}
