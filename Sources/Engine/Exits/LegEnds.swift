import Market
import Venue

extension Engine {
  /// The venue refused a leg: it is sent another way, or waits; its lot is naked meanwhile, and shown
  /// so.
  mutating func legRefused(_ order: Order, _ refusal: Refusal) {
    guard order.lot >= 0 else { return }
    switch refusal {
    case .wouldCross where settings.exits.whenCrossing == .wait:
      lots[order.lot].exitWaits = true
      watch.exitRetryUpdate = counters.updates + 1
      watchExit(order.side, order.price)
    case .wouldCross:
      lots[order.lot].exitTakes = true
      agenda.lots.append(order.lot)
    case .reduceOnly where settings.grid.direction == .neutral:
      lots[order.lot].exitIsPlain = true
      agenda.lots.append(order.lot)
    case .reduceOnly, .belowMinimumNotional, .unknownOrder, .tooManyOrders, .malformed, .offRaster,
      .duplicateID, .insufficientMargin, .priceTooFar, .badTrigger, .noLiquidity, .postOnlyPhase,
      .marketClosed, .positionLimit, .openInterestCap, .expired, .rateLimited, .badSignature,
      .unknownMarket, .alreadyEnded, .notAvailable, .other:
      control.raise(.rejectedExit)
      agenda.lots.removeAll { $0 == order.lot }
      agenda.wake(at: time.advanced(byNanoseconds: Engine.retryNanoseconds))
    }
  }

  /// A leg ended at the venue, asked for or not: its lot wants cover again.
  mutating func legEnded(_ order: Order, _ cause: CancelCause) {
    guard order.lot >= 0 else { return }
    switch cause {
    case .requested, .immediate, .selfTrade, .scheduled, .margin, .siblingFilled, .fillOrKill,
      .liquidated, .delisted, .byHand, .byVenue:
      agenda.lots.append(order.lot)
    case .reduceOnly where settings.grid.direction == .neutral:
      lots[order.lot].exitIsPlain = true
      agenda.lots.append(order.lot)
    case .reduceOnly:
      // A long or short grid never sends a plain exit: it asks again once more fills are in.
      agenda.wake(at: time.advanced(byNanoseconds: Engine.retryNanoseconds))
    }
  }
}
