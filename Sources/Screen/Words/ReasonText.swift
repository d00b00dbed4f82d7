import Engine
import Market
import Venue

extension Reason {
  /// The code's name and a sentence with the numbers that decided, such as
  /// `EXPOSURE_ABOVE_CAP: would hold 0.62; the cap is 0.50`.
  public func sentence(_ instrument: Instrument) -> String {
    sentence(Figures(instrument))
  }

  func sentence(_ figures: Figures) -> String {
    code.name + ": " + explanation(figures)
  }

  /// The sentence without the code.
  func explanation(_ figures: Figures) -> String {
    switch code {
    case .wanted: value > 0 ? "the grid wants it as level \(value)" : "the grid wants it"
    case .takesProfit: "closes lot \(value) at a profit"
    case .manual: "placed by the operator"
    case .flattening:
      "closes the position; slippage up to \(Figures.rounded(value, decimals: 2, to: 2)) bps"
    case .lotOpen: "lot \(value) of this rung is still open"
    case .awaitsReplan: "it filled and returns when the grid is next re-anchored"
    case .outsideBounds:
      "\(figures.ticks(value)) is outside the grid bound \(figures.ticks(limit))"
    case .belowMinimumNotional:
      "worth \(amount(value, figures)); the venue's minimum is \(amount(limit, figures))"
    case .sidePaused: "the side is paused"
    case .frozen: FreezeText.sentence(self)
    case .cancellingAll: "a cancel-all is in progress"
    case .openPending: "an entry order is already there"
    case .venueRefused: "the venue rejected it: \(refusalName)"
    case .lotsAboveCap: "\(value) lots are open on this side; the cap is \(limit)"
    case .tooNear:
      "\(figures.ticks(value)) from this side's last entry; the minimum is \(figures.ticks(limit))"
    case .tooSoon:
      "\(TimeText.span(value)) since this side's last entry; the minimum is \(TimeText.span(limit))"
    case .completing: "a side is being completed: no other entries until that is done"
    case .slippageAboveCap:
      "expected slippage \(Figures.rounded(value, decimals: 2, to: 2)) bps; the cap is "
        + "\(Figures.rounded(limit, decimals: 2, to: 2))"
    case .quitting: "Rung is shutting down"
    case .nothingToComplete: "neither side has less open than the other"
    case .notLiveOpen: "no live entry order has that id"
    case .attempted: "a maker attempt at the best price of its side"
    case .fallingBack:
      "a taker order for what a maker attempt did not fill; slippage about "
        + "\(Figures.rounded(value, decimals: 2, to: 2)) bps"
    case .repriced: "moves from \(figures.ticks(value)) to \(figures.ticks(limit))"
    case .timedOut: "its time limit has passed"
    case .ownOrderInTheWay:
      "our own orders at \(figures.ticks(value)) and \(figures.ticks(limit)) would trade with each other"
    case .notSent: "it did not reach the venue"
    case .absentAtVenue: "the venue has no such order"
    case .notReconciled: "orders, fills and position are being compared with the venue"
    case .fillsUnseen:
      "fills were last read \(TimeText.span(value)) ago; after \(TimeText.span(limit))"
        + " entries stop until they can be read"
    case .disconnected: "a connection to the venue is down"
    case .excessFirst: "orders left from before the start are cancelled first"
    case .endedAtVenue: "the venue ended its order"
    case .adopted: "found at the venue with our tag; Rung did not know it"
    case .differsAtVenue: "the venue reports it differently"
    case .drift: "the account's position differs from the booked fills by \(figures.steps(value))"
    case .fillsUnlisted:
      "the venue lists only \(value) fills of"
        + " \(TimeText.dateAndClock(Instant(nanoseconds: limit))); further fills of that moment can't be read"
    case .unknownOrderStorm: "too many updates for orders with our tag that Rung does not know"
    case .reconciled: "compared with the venue"
    case .wouldCross:
      "\(figures.ticks(value)) would cross \(figures.ticks(limit)) instead of resting"
    case .bookUnknown: "there is no book yet"
    case .bookStale:
      "the book is \(TimeText.span(value)) old; \(TimeText.span(limit)) is allowed"
    case .journalFailed: "the journal can't be written: no entry leaves without a record"
    case .markStale: "no mark price for \(TimeText.span(value))"
    case .marketSilent:
      "no market data for \(TimeText.span(value)); entries stop after \(TimeText.span(limit))"
    case .priceImpossible:
      "the price jumped from \(figures.ticks(limit)) to \(figures.ticks(value)): impossible, so ignored"
    case .valueTooLarge:
      "\(figures.steps(limit)) at \(figures.ticks(value)) is worth more than Rung can book"
    case .bookCrossed: "bid \(figures.ticks(value)) is above ask \(figures.ticks(limit))"
    case .exposureAboveCap:
      "would hold \(figures.steps(value)); the cap is \(figures.steps(limit))"
    case .openOrdersAboveCap: "\(value) orders are open; the cap is \(limit)"
    case .notionalAboveCap:
      "worth \(amount(value, figures)); the cap is \(amount(limit, figures))"
    case .quoteReserved:
      "needs \(amount(value, figures)); \(amount(limit, figures)) is free"
    case .baseReserved: "needs \(figures.steps(value)); \(figures.steps(limit)) is free"
    case .notWanted: "the grid no longer wants it"
    case .replaced: "its price or size is out of date"
    case .operatorAsked: "requested by the operator"
    case .clearedForFlatten: "cancelled so that a flatten can close the position"
    case .lotIsClosed: "its lot is closed"
    case .stopFired: "the stop at \(figures.ticks(value)) triggered"
    case .stopEscalates:
      "a triggered stop was not filled; slippage up to \(Figures.rounded(value, decimals: 2, to: 2)) bps"
    case .bothLegsFilled: "both exits of a lot filled"
    case .benched:
      value == .max
        ? "stopped out \(limit) times; in cooldown until the operator ends it"
        : "in cooldown after a stop-loss until \(TimeText.dateAndClock(Instant(nanoseconds: value)))"
    case .closes: "closes its lot at the market: \(closeCause)"
    case .stops: "stop-loss of lot \(value) at \(figures.ticks(limit))"
    case .stoppedByCap: "a risk cap was reached\(capName): no entries until unfrozen"
    case .foreignFill:
      "a trade on the account was not placed by Rung: entries are stopped; check it, then unfreeze"
    case .otherInstance:
      "another instance sends orders with our tag: entries are stopped; check it, then unfreeze"
    case .marketEnding:
      "the market ends in \(TimeText.span(value)); entries stop \(TimeText.span(limit)) before that"
    case .marketHalted: "the market is halted"
    case .marketClosed: "the market has ended"
    case .clockSkewed:
      "the venue's clock is \(TimeText.span(Int64(clamping: value.magnitude))) off; "
        + "\(TimeText.span(limit)) is allowed"
    case .breakerTripped:
      "the breaker tripped (\(breakerCause)); "
        + (limit > 0
          ? "it recovers by itself, in \(TimeText.span(limit)) at the earliest"
          : "the operator must clear it")
    case .breakerProbation: "after \(breakerCause) one entry is tried first"
    case .skewAboveLimit:
      "position is \(percent(value)) of its maximum; from \(percent(limit)) only rungs that reduce it stay"
    case .sideExposureAboveCap:
      "the side's entry orders would total \(figures.steps(value)); the cap is \(figures.steps(limit))"
    case .orderSizeAboveCap: "size \(figures.steps(value)); the cap is \(figures.steps(limit))"
    case .beyondCollar:
      "\(figures.ticks(value)) is too far from the mid \(figures.ticks(limit))"
    case .dayLossAboveCap:
      "\(amount(value, figures)) lost today (UTC); the cap is \(amount(limit, figures))"
    case .drawdownAboveCap:
      "\(amount(value, figures)) under the high-water mark; the cap is \(amount(limit, figures))"
    case .equityUnknown:
      "the equity is unknown: risk.max_drawdown_pct needs it from the venue"
    case .tickUnknown:
      "the venue rejected a price on the known tick size, so the tick size is unknown; "
        + "next try in \(TimeText.span(value))"
    case .marginUseAboveCap:
      "margin use is \(percent(value)) of equity; the cap is \(percent(limit))"
    case .marginUnknown:
      value == .max
        ? "margin use is unknown: the venue has not reported it"
        : "margin use was reported \(TimeText.span(value)) ago; "
          + "\(TimeText.span(limit)) is allowed"
    case .weightSpent:
      "request weight \(value) in 60 s; entries stop at \(limit), the rest is for cancels and exits"
    case .actionsSpent:
      "\(value) actions left; \(limit) are kept for cancels and exits"
    case .coalesced:
      "waits \(TimeText.span(value)), at most \(TimeText.span(limit)), to be sent with others"
    case .marginRefused:
      "rejected \(TimeText.span(limit)) ago (\(refusalName)); waits until margin changes"
    case .lotNaked:
      "\(figures.steps(limit)) of lot #\(value) should have a stop and is unprotected"
    case .stopBelowMinimum:
      "its stop would be worth \(amount(value, figures)); the venue's minimum is "
        + "\(amount(limit, figures))"
    case .stopsTooSmall:
      "unprotected: this side's small lots are worth \(amount(value, figures)) at their stops; "
        + "the venue's minimum is \(amount(limit, figures)); one entry at a time is sent to join them"
    case .stopsTogether:
      "\(value) lots too small for a stop of their own are stopped with one order"
    case .sendRateAboveCap:
      "\(value) orders sent in 10 s; entries stop at \(limit)"
    case .capUnderTick:
      "\(slippageCap) of \(bps(limit)) bps is under one tick: orders stop at the best price"
    case .tighteningIdle: idleTightening
    }
  }

  /// Why loss-drift tightening never acts, for ``Code/tighteningIdle``. It needs no instrument.
  public var idleTightening: String {
    "grid.tightening never acts: the grid moves before price is more than \(bps(value)) bps "
      + "from its anchor; tightening begins at \(bps(limit)) bps"
  }

  private func amount(_ units: Int64, _ figures: Figures) -> String {
    figures.money(Money(units: units), signed: false)
  }

  private func bps(_ hundredths: Int64) -> String {
    Figures.rounded(hundredths, decimals: 2, to: 2)
  }

  private var slippageCap: String {
    switch SlippageCap(rawValue: value) {
    case .attempt: "entries.max_slippage_bps"
    case .completion: "entries.completion_slippage_bps"
    case .stop: "exits.stop.slippage_bps"
    case .close: "exits.close.slippage_bps"
    case .boost: "exits.boost_slippage_bps"
    case .flatten: "risk.flatten.slippage_bps"
    case nil: "a slippage cap"
    }
  }

  private var breakerCause: String {
    UInt8(exactly: value).flatMap(BreakerCause.init).map(\.name) ?? "no cause"
  }

  private func percent(_ millionths: Int64) -> String {
    Figures.rounded(millionths, decimals: 4, to: 1) + " %"
  }

  private var capName: String {
    guard value > 0, let code = UInt8(exactly: value).flatMap(Code.init) else { return "" }
    return " (\(code.name))"
  }

  private var closeCause: String {
    guard let raw = UInt8(exactly: value), let cause = CloseCause(rawValue: raw) else { return "" }
    return switch cause {
    case .operatorAsked: "requested by the operator"
    case .boost: "boost, a taker exit"
    case .age: "past its age limit"
    case .stuck: "the market left its take-profit behind"
    case .remainder: "rest of a partly filled take-profit"
    case .excess: "both exits filled"
    }
  }

  private var refusalName: String {
    guard let raw = UInt8(exactly: value), let refusal = Refusal(rawValue: raw) else {
      return "unknown answer \(value)"
    }
    return refusal.words
  }
}

extension Refusal {
  /// The refusal in the operator's words.
  var words: String {
    switch self {
    case .wouldCross: "post-only: it would have crossed"
    case .reduceOnly: "reduce-only: it would not have reduced the position"
    case .belowMinimumNotional: "worth less than the venue's minimum"
    case .unknownOrder: "the venue has no such live order"
    case .tooManyOrders: "too many open orders at the venue"
    case .malformed: "the venue does not accept an order of this form"
    case .invalidTickSize: "price or size is not a multiple of the tick or step"
    case .duplicateID: "an order with this id already existed"
    case .insufficientMargin: "not enough margin"
    case .priceTooFar: "too far from the venue's reference price"
    case .badTrigger: "trigger on the wrong side of the reference price"
    case .noLiquidity: "no liquidity to take"
    case .postOnlyPhase: "the venue accepts only post-only orders for now"
    case .marketClosed: "the market is halted or closed"
    case .positionLimit: "above the venue's position limit"
    case .openInterestCap: "the market's open interest is at its cap"
    case .expired: "arrived after its expiry"
    case .rateLimited: "rate limit reached"
    case .badSignature: "signature not accepted"
    case .unknownMarket: "the venue has no such market"
    case .alreadyEnded: "the order had already ended"
    case .notAvailable: "not available at this venue or for this account"
    case .other: "a reason Rung does not recognise"
    }
  }
}
