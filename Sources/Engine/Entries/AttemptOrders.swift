import Market
import Venue

/// An attempt sends an order: one that rests, or one that takes.
extension Engine {
  /// Sends what is left of an attempt, if every gate lets it pass. Returns what stops it.
  mutating func send(
    _ style: AttemptStage.Style, _ place: Int, into effects: inout Effects
  ) -> EntryHold? {
    switch style {
    case .rest: rest(place, into: &effects)
    case .take: take(place, into: &effects)
    }
  }

  /// Rests what is left of an attempt at its target, if every gate lets it pass. Returns what stops
  /// it.
  mutating func rest(_ place: Int, into effects: inout Effects) -> EntryHold? {
    let attempt = attempts.live[place]
    var price = attempt.price
    if !attempt.isFixed {
      guard let target = target(attempt.side, cap: attempt.cap) else {
        return EntryHold(.gate(.market), (market.block ?? .bookUnknown).reason)
      }
      price = target.price
      attempts.live[place].offset = target.offset
    }
    let quantity = due(attempt)
    let refusal =
      orderHold(attempt, price) ?? gate(attempt.side, at: price, quantity, for: attempt.purpose)
    attempts.live[place].price = price
    if let refusal { return refusal }
    let reason = attempt.hold == nil ? attempt.told : Reason(.attempted)
    let lot = openLot(of: attempt)
    let placement = self.place(
      attempt.purpose, attempt.side, at: price, quantity, because: reason, into: &effects)
    switch placement {
    case .held(let inTheWay): return EntryHold(.gate(.ownOrder), inTheWay)
    case .sent(let order):
      fillInto(lot, order)
      attempts.live[place].resume(because: reason)
      attempts.live[place].on(.sent(order, .rest))
      return nil
    }
  }

  /// Sends what is left of an attempt as one order that takes, price-protected, if every gate lets
  /// it pass. Returns what stops it.
  private mutating func take(_ place: Int, into effects: inout Effects) -> EntryHold? {
    let attempt = attempts.live[place]
    let quantity = due(attempt)
    guard let quote = takerQuote(attempt.side, quantity, settings.entries.maximumSlippage)
    else { return EntryHold(.gate(.market), (market.block ?? .bookUnknown).reason) }
    let limit = attempt.cap ?? quote.limit
    attempts.live[place].price = limit
    var refusal =
      orderHold(attempt, limit)
      ?? gate(attempt.side, at: limit, quantity, for: attempt.purpose, takes: true)
    if refusal == nil, attempt.cap == nil, quote.isOverCap, settings.entries.overSlippage == .skip {
      refusal = EntryHold(
        .slippage,
        Reason(
          .slippageAboveCap, value: quote.slippage.hundredths,
          limit: settings.entries.maximumSlippage.hundredths))
    }
    if let refusal { return refusal }
    let isWhole =
      attempt.purpose == .completion && settings.entries.completionIsWhole
      && parameters.capabilities.supportsFillOrKill
    let reason = Reason(.fallingBack, value: quote.slippage.hundredths)
    let lot = openLot(of: attempt)
    let placement = self.place(
      attempt.purpose, attempt.side, at: limit, quantity, because: reason,
      timeInForce: isWhole ? .fillOrKill : .immediateOrCancel, into: &effects)
    if case .held(let inTheWay) = placement {
      attempts.live[place].hold = EntryHold(.gate(.ownOrder), inTheWay)
    }
    guard let order = placement.order else { return nil }
    fillInto(lot, order)
    attempts.live[place].resume(because: reason)
    attempts.live[place].on(.sent(order, .take))
    note(
      LogEntry(
        .takerSent, at: time, side: attempt.side, price: limit, quantity: quantity,
        order: orders.live[order].id, reason: reason))
    return nil
  }
}
