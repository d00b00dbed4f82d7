import Market
import Venue

/// One of our live orders. The fields that a plan reads of each live order come first, so that they
/// are close together in memory.
///
/// Anyone reads it; only ``LiveOrders`` changes it, through the methods below.
struct Order: BitwiseCopyable, Sendable, Codable {
  private(set) var id: ClientOrderID
  private(set) var side: Side
  private(set) var purpose: Purpose
  private(set) var stage: OrderStage
  private(set) var isReduceOnly: Bool
  private(set) var timeInForce: TimeInForce
  /// The plan that last wanted it. The diff tells kept orders from orphaned ones by this.
  private(set) var stamp: UInt32
  /// Index of the lot it opened or closes; negative if there is none.
  private(set) var lot: Int32 = -1
  /// The worst price it may trade at.
  private(set) var price: Price
  /// The price of the rung it belongs to.
  private(set) var slot: Price
  private(set) var quantity: Quantity
  private(set) var remaining: Quantity
  private(set) var filled = Quantity.zero
  /// What the orders that it replaced had filled for the same rung.
  private(set) var filledBefore = Quantity.zero
  /// What an amend under way could add to the remaining size.
  private(set) var reserved = Quantity.zero
  /// When the answer to its last request is due.
  private(set) var answerDue = Instant.never
  /// The venue refuses it if it arrives after this moment.
  private(set) var expiresAt = Instant.never
  /// When its next cancel may be sent.
  private(set) var cancelWait = CancelWait()
  /// Index of the next older leg of its lot; negative if there is none.
  private(set) var nextLeg: Int32 = -1
  private(set) var amends = Amends()
  private(set) var start = Start.atOnce
  private(set) var sentAt: Instant
  /// For an adopted order: fills up to this moment are already in the size it was found with. Every
  /// fill counts for an order that this engine sent.
  private(set) var countsAfter = Instant.distantPast
  /// Since when the venue reports less remaining than we have, without a fill that explains it.
  private(set) var lessSince = Instant.never
  private(set) var reason: Reason

  /// When it becomes active.
  enum Start: Equatable, Sendable, Codable {
    case atOnce
    case waiting(trigger: Price)
    case triggered(Price)
  }

  /// The amends that the venue carried out.
  struct Amends: Sendable, Codable {
    /// When the answer to the last amend came; the distant past if there was none.
    fileprivate(set) var lastAt = Instant.distantPast
    fileprivate(set) var count: UInt32 = 0
  }
}

extension Order {
  /// A new order, about to be sent.
  @inline(__always) init(
    _ id: ClientOrderID, _ purpose: Purpose, _ side: Side, at price: Price, _ quantity: Quantity,
    _ timeInForce: TimeInForce, isReduceOnly: Bool, trigger: Price?, lot: Int32, stamp: UInt32,
    at time: Instant, answerBy due: Instant, until expiresAt: Instant, because reason: Reason
  ) {
    self.id = id
    self.side = side
    self.purpose = purpose
    stage = OrderStage(.sent)
    self.isReduceOnly = isReduceOnly
    self.timeInForce = timeInForce
    self.stamp = stamp
    self.lot = lot
    self.price = price
    slot = price
    self.quantity = quantity
    remaining = quantity
    answerDue = due
    self.expiresAt = expiresAt
    if let trigger { start = .waiting(trigger: trigger) }
    sentAt = time
    self.reason = reason
  }

  /// One of our orders that is live at the venue and was not known here.
  ///
  /// - Parameter asOf: the moment of the report; it does not include later fills.
  init(
    found: VenueOrder, _ purpose: Purpose, at price: Price, lot: Int32, stamp: UInt32,
    asOf: Instant
  ) {
    id = found.id
    side = found.side
    self.purpose = purpose
    stage = OrderStage(.accepted)
    isReduceOnly = found.isReduceOnly
    let rests = purpose == .ladder || purpose == .takeProfit && found.trigger == nil
    timeInForce = rests ? .postOnly : .goodTillCancelled
    self.stamp = stamp
    self.lot = lot
    self.price = price
    slot = price
    quantity = found.quantity
    remaining = found.remaining
    filled = found.quantity - min(found.quantity, found.remaining)
    if let trigger = found.trigger?.price { start = .waiting(trigger: trigger) }
    sentAt = found.placedAt
    countsAfter = asOf
    reason = Reason(.adopted)
  }

  /// A copy of it as the stop of one lot alone.
  func asStop(of lot: Int32) -> Order {
    var stop = self
    stop.purpose = .stopLoss
    stop.lot = lot
    return stop
  }
}

// Properties.
extension Order {
  @inline(__always) var isPostOnly: Bool { timeInForce == .postOnly }
  /// The price that triggers it; nil if it has no trigger.
  @inline(__always) var trigger: Price? {
    switch start {
    case .atOnce: nil
    case .waiting(let trigger), .triggered(let trigger): trigger
    }
  }
  var isTriggered: Bool {
    switch start {
    case .triggered: true
    case .atOnce, .waiting: false
    }
  }
  /// Whether it waits at the venue for its trigger, and neither takes nor rests.
  @inline(__always) var waits: Bool {
    switch start {
    case .waiting: true
    case .atOnce, .triggered: false
    }
  }
  /// Whether it could take when it arrives; an order that only rests can't.
  @inline(__always) var mayTake: Bool { timeInForce.mayTake && !waits }
  /// Whether it could rest at the venue for others to take.
  @inline(__always) var mayRest: Bool { timeInForce.mayRest && !waits }
  /// Whether it stays at the venue once accepted, and so is on the venue's list.
  @inline(__always) var stays: Bool { mayRest || waits }

  /// Whether a request for it is unanswered.
  @inline(__always) var awaitsAnswer: Bool { answerDue < .never }
  /// Whether the venue reported less remaining than we have.
  var isShort: Bool { lessSince < .never }

  @inline(__always) var isAccepted: Bool { stage.isAccepted }
  @inline(__always) var isOver: Bool { stage.isOver }
  @inline(__always) var isUnknown: Bool { stage.isUnknown }
  @inline(__always) var isCancelling: Bool { stage.isCancelling }
  @inline(__always) var isEnding: Bool { stage.isEnding }
  @inline(__always) var isAmending: Bool { stage.isAmending }
  /// The venue accepted it, and it is not ending.
  @inline(__always) var isHeld: Bool { isAccepted && !isEnding }
  /// Whether it may never have been live: it has no acceptance and no fill.
  var mayNeverHaveStood: Bool { stage.mayNeverHaveStood && filled.isZero }
}

// Reports and requests that change it.
extension Order {
  @inline(__always) mutating func on(_ news: OrderStage.News) { stage.on(news) }

  /// Notes that the plan with a stamp wants it for the rung at `slot`.
  @inline(__always) mutating func stand(for slot: Price, _ stamp: UInt32) {
    self.slot = slot
    self.stamp = stamp
  }

  /// It replaces others, which had filled `filled` for the same rung.
  mutating func resume(after filled: Quantity) { filledBefore = filled }

  /// An answer for it is due by a moment, or none is due any more.
  @inline(__always) mutating func awaitAnswer(by due: Instant) { answerDue = due }

  @inline(__always)
  mutating func cancelAsked(to intent: CancelIntent, because reason: Reason, answerBy due: Instant)
  {
    stage.on(.cancelAsked(intent))
    answerDue = due
    self.reason = reason
  }

  /// A cancel of it was refused or not answered: the next one waits this many nanoseconds.
  mutating func cancelFailed(at time: Instant, wait nanoseconds: Int64) {
    cancelWait.begin(at: time, nanoseconds: nanoseconds)
    stage.on(filled.isZero ? .cancelFailed : .cancelFailedAfterFill)
  }

  /// The venue found nothing to cancel.
  mutating func cancelUnknown(at time: Instant) {
    cancelWait.beginAsUnknown(at: time)
    stage.on(filled.isZero ? .cancelFailed : .cancelFailedAfterFill)
  }

  /// The venue says that it is live. Returns the intent of a waiting cancel that is to be sent now;
  /// nil if there is none.
  mutating func endCancelWait() -> CancelIntent? {
    cancelWait.endAsUnknown() ? stage.intent : nil
  }

  mutating func amended(at time: Instant) {
    stage.on(.amended)
    amends.count += 1
    amends.lastAt = time
  }

  mutating func triggered() {
    guard let trigger else { return }
    start = .triggered(trigger)
  }

  /// Part of it filled.
  mutating func fill(_ quantity: Quantity) {
    remaining -= quantity
    filled += quantity
    lessSince = .never
  }

  /// Part of it filled, and the reported remaining size already excludes that.
  mutating func fillBefore(_ quantity: Quantity) {
    filled += quantity
    self.quantity += quantity
  }

  @inline(__always) mutating func reserve(_ quantity: Quantity) { reserved = quantity }

  mutating func resize(remaining: Quantity) {
    self.remaining = remaining
    quantity = remaining + filled
  }

  /// The venue reported less remaining as of a moment, without a fill that explains it.
  mutating func isLess(since moment: Instant) { lessSince = min(lessSince, moment) }

  /// The venue's remaining size equals ours, or ours was set to the venue's.
  mutating func agrees() { lessSince = .never }

  /// It fills into a lot, or closes one.
  @inline(__always) mutating func belong(to lot: Int32) { self.lot = lot }

  @inline(__always) mutating func leaveLot() { lot = -1 }

  @inline(__always) mutating func link(to leg: Int32) { nextLeg = leg }

  /// It ended in another way than by our cancel: nothing replaces it.
  mutating func endedUnasked(because reason: Reason) {
    stage.on(.endedUnasked)
    self.reason = reason
  }

  /// Its place is free.
  @inline(__always) mutating func vacate() { id = .vacant }
}

extension Instant {
  /// The due time of an answer that is not awaited.
  @inline(__always) static var never: Instant { Instant(nanoseconds: .max) }
}
