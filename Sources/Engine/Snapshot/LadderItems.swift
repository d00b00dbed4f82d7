import Market
import Venue

// Ladder items are built from the lists of a snapshot, so each thing has the same state everywhere.
extension LadderItem {
  init(_ leg: LegView) {
    self.init(
      kind: [.stopLoss, .sideStop].contains(leg.purpose) ? .stop : .exit, side: leg.side,
      price: leg.trigger ?? leg.price, state: leg.state, filled: leg.filled,
      remaining: leg.quantity.less(leg.filled),
      subject: .order(leg.id, lot: leg.purpose == .sideStop ? nil : leg.lot))
    confirmedAt = leg.confirmedAt
  }

  init(_ open: PendingOpenView) {
    self.init(
      kind: .open, side: open.side, price: open.price, state: open.state, filled: open.filled,
      remaining: open.quantity.less(open.filled), subject: .order(open.id, lot: nil),
      reason: open.reason)
    confirmedAt = open.confirmedAt
  }

  /// Nil if it has no price: it would take at the market.
  init?(_ foreign: VenueOrder) {
    guard let price = foreign.trigger?.price ?? foreign.limit else { return nil }
    self.init(
      kind: .foreign, side: foreign.side, price: price, state: .foreign,
      filled: foreign.quantity.less(foreign.remaining), remaining: foreign.remaining,
      subject: .order(foreign.id, lot: nil))
  }

  /// The part of a lot's stop that only the engine watches.
  init?(watchedOf lot: LotView) {
    guard !lot.watchedStop.isZero, let stop = lot.stop else { return nil }
    self.init(
      kind: .watchedStop, side: lot.side.opposite, price: stop, state: .planned, filled: .zero,
      remaining: lot.watchedStop, subject: .lot(lot.id))
  }

  /// An attempt without a live order.
  init?(waiting attempt: AttemptView) {
    guard attempt.order == nil else { return nil }
    self.init(
      kind: .wanted, side: attempt.side, price: attempt.price, state: .planned,
      filled: attempt.filled, remaining: attempt.quantity.less(attempt.filled),
      subject: .attempt(attempt.id), reason: attempt.reason)
  }

  /// A rung that is wanted and has no live order.
  init?(wanted rung: RungView) {
    guard rung.state == .planned, rung.heldBy != .bounds, rung.heldBy != .lot else { return nil }
    self.init(
      kind: .wanted, side: rung.side, price: rung.price, state: .planned, filled: .zero,
      remaining: rung.quantity, subject: .rung(rung.side, level: rung.level, rung.price, lot: nil),
      reason: rung.reason)
  }

  /// A rung that stays empty while the lot it opened is open.
  init?(hole rung: RungView) {
    guard rung.state == .planned, let lot = rung.lot else { return nil }
    self.init(
      kind: .hole, side: rung.side, price: rung.price, state: .planned, filled: .zero,
      remaining: .zero,
      subject: .rung(rung.side, level: rung.level, rung.price, lot: lot),
      reason: rung.reason)
  }

  init(_ lot: LotView) {
    self.init(
      kind: .lot, side: lot.side, price: lot.entry, state: .planned, filled: lot.closed,
      remaining: lot.open, subject: .lot(lot.id))
  }
}

extension Quantity {
  /// The difference; 0 if more was filled than asked: a screen never traps on data.
  public func less(_ other: Quantity) -> Quantity { other < self ? self - other : .zero }
}
