import Market
import Venue

/// Where an order is in its life. An ended order leaves the live orders; there is no state for it.
///
/// planned (a rung without an order) → submitted → working → partly filled → filled, or cancelling →
/// cancelled, or rejected. Where the venue does not say what became of it: unknown, until it does.
enum OrderState: UInt8, Sendable {
  /// Handed over, not answered.
  case submitted
  /// The venue accepted it.
  case working
  /// Accepted, and some of it filled.
  case partlyFilled
  /// A cancel was handed over; it may still fill.
  case cancelling
  /// It was handed over and nobody says what became of it: it counts as live, is asked about, and is
  /// never sent again before it is certain that it does not stand.
  case unknown
}

/// One live order of ours. What the plan asks of each order that stands comes first, so that it is
/// read in one go.
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
  /// The venue said that it is over; it ends here once all its fills are booked.
  var isOver = false
  /// The plan that last wanted it: how the diff tells the kept from the orphaned.
  var stamp: UInt32 = 0
  /// Index of the lot it opened or closes; negative while there is none.
  var lot: Int32 = -1
  /// The worst price it may trade at.
  var price: Price
  /// The price of the rung it stands for.
  var slot: Price
  var quantity: Quantity
  var remaining: Quantity
  var filled = Quantity.zero
  /// What the orders whose place it took had filled for the same rung.
  var filledBefore = Quantity.zero
  /// What an amend under way could add to what remains.
  var reserved = Quantity.zero
  /// When the last request for it must have been answered.
  var answerDue = Instant.distantFuture
  /// The venue refuses it if it arrives later.
  var expiresAt = Instant.distantFuture
  /// When its next cancel may be asked for.
  var cancelWait = CancelWait()
  /// It ends since the venue called it absent, not since an end was told: later news of it is news.
  var isBelievedAbsent = false
  /// What a cancel that was asked for is to make room for; one that is refused is asked for again.
  var cancelIntent = CancelIntent.none
  /// It went off.
  var isTriggered = false
  /// The venue refused to move it; what must change is placed anew.
  var refusesAmends = false
  var amendments: UInt16 = 0
  /// When the answer to its last amend came; before everything where it has none.
  var amendedAt = Instant.distantPast
  /// The next older leg of its lot; negative where there is none.
  var nextLeg: Int32 = -1
  /// What sets it off, where it waits for that.
  var trigger: Price?
  var sentAt: Instant
  /// For what moment the venue told of it, where it was found there; before everything where it was
  /// sent by us.
  var foundAt = Instant.distantPast
  /// Since when the venue has less of it left than we do, without a fill that explains it.
  var lessSince = Instant.distantFuture
  var reason: Reason

  static let vacant = Order(
    id: .vacant, side: .buy, purpose: .ladder, state: .submitted, isReduceOnly: false,
    timeInForce: .postOnly, price: Price(ticks: 1), slot: Price(ticks: 1), quantity: .zero,
    remaining: .zero, sentAt: .distantPast, reason: Reason(.wanted))
}

/// What a cancel is for.
enum CancelIntent: UInt8, Sendable {
  /// None was asked for.
  case none
  case end
  /// Another order for the same rung takes its place, and goes on with what it filled.
  case replace
}

extension Order {
  /// A cancel was asked for.
  @inline(__always) var mustEnd: Bool { cancelIntent != .none }

  /// Notes that it ended, but not as it was asked to: nothing goes on in its place.
  mutating func endUnasked(because reason: Reason) {
    if cancelIntent == .replace { cancelIntent = .end }
    self.reason = reason
  }

  @inline(__always) var isPostOnly: Bool { timeInForce == .postOnly }

  /// Notes that the plan of a stamp wants it for the rung at `slot`.
  @inline(__always) mutating func stand(for slot: Price, _ stamp: UInt32) {
    self.slot = slot
    self.stamp = stamp
  }

  /// Notes that it is to be ended. Returns false where nothing is to be sent: a cancel is on its
  /// way, or may not be asked for yet.
  @inline(__always) mutating func beginCancel(
    _ intent: CancelIntent, at time: Instant, because reason: Reason
  ) -> Bool {
    let isUnknown = state == .unknown
    let isCancelling =
      state == .cancelling || isUnknown && mustEnd && answerDue != .distantFuture
    guard !isCancelling, time >= cancelWait.until else { return false }
    if !isUnknown { state = .cancelling }
    cancelIntent = intent
    self.reason = reason
    return true
  }

  /// What an operator is shown.
  var displayState: OrderDisplayState {
    switch state {
    case .submitted: .inFlight
    case .working, .partlyFilled: .working
    case .cancelling: .cancelling
    case .unknown: .unknown
    }
  }

  /// Where it stands while no cancel of it is under way.
  var standing: OrderState {
    if !filled.isZero { return .partlyFilled }
    return isAccepted ? .working : .unknown
  }
}
