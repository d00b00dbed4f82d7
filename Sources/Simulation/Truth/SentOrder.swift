import Market
import Venue

/// An order that left an engine, and what was reported of it since.
struct SentOrder: Sendable {
  let order: NewOrder
  let sentAt: Instant
  /// Its whole quantity, as far as reported.
  private(set) var quantity: Int64
  /// The filled part, as far as reported.
  private(set) var heardFilled: Int64 = 0
  /// Its whole filled quantity as the report of its end gave it; nil while no end was reported.
  private(set) var endFilled: Int64?
  /// What was left of it by an answer about this very order, less what filled after that.
  private var toldLeft = Int64.max
  /// The venue's moment of that answer.
  private var toldLeftAsOf = Instant.distantPast
  /// The engine asked to cancel it.
  private(set) var isCancelled = false
  /// What the last amend should leave of it.
  private var amended: Quantity?
  /// When something that names it last crossed the boundary or happened at the venue.
  var touchedAt: Instant

  /// The latest moment at which it could arrive.
  let arrivesBy: Instant

  init(_ order: NewOrder, at time: Instant, arrivesBy: Instant) {
    self.order = order
    self.arrivesBy = arrivesBy
    sentAt = time
    touchedAt = time
    quantity = order.quantity.steps
  }

  /// Whether the engine has an explicit report that the order ended, and of all that filled.
  var isResolved: Bool {
    if let endFilled { return endFilled <= heardFilled }
    return heardFilled >= quantity
  }

  /// What may still fill of it, as far as reported.
  var heardLeft: Int64 { max(0, min(toldLeft, (endFilled ?? quantity) - heardFilled)) }

  /// Whether its end was reported, even if not all its fills were.
  var isEndTold: Bool { endFilled != nil }

  mutating func amend(to remaining: Quantity, at time: Instant) {
    amended = remaining
    touchedAt = time
  }

  /// The venue reports that `remaining` steps are left. A report never makes the order larger.
  mutating func hearAmended(_ remaining: Quantity, at time: Instant) {
    quantity = min(quantity, heardFilled + remaining.steps)
    touchedAt = time
  }

  mutating func cancel(at time: Instant) {
    isCancelled = true
    touchedAt = time
  }

  mutating func hearFill(_ steps: Int64, filledAt: Instant, at time: Instant) {
    heardFilled += steps
    if toldLeft < .max, filledAt > toldLeftAsOf { toldLeft = max(0, toldLeft - steps) }
    touchedAt = time
  }

  mutating func hearEnd(filled: Int64, at time: Instant) {
    endFilled = filled
    touchedAt = time
  }

  /// An answer about this very order. "Absent" ends it only once it can't arrive any more. A live
  /// order with the remaining size that an amend asked for has been amended.
  mutating func hear(_ status: OrderStatus, asOf: Instant, at time: Instant) {
    touchedAt = time
    switch status {
    case .live(let found):
      if found.remaining.steps < toldLeft {
        (toldLeft, toldLeftAsOf) = (found.remaining.steps, asOf)
      }
      if found.remaining == amended { hearAmended(found.remaining, at: time) }
    case .absent: if asOf >= arrivesBy { endFilled = endFilled ?? 0 }
    case .filled(let filled): endFilled = filled.steps
    case .cancelled(_, let filled): endFilled = filled.steps
    case .rejected: endFilled = 0
    }
  }
}
