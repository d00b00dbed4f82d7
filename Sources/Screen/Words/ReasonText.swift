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
    case .awaitsReplan: "it filled and comes back with the next replan"
    case .outsideBounds:
      "\(figures.ticks(value)) lies outside the bound \(figures.ticks(limit))"
    case .belowMinimumNotional:
      "worth \(amount(value, figures)); the venue's minimum is \(amount(limit, figures))"
    case .sidePaused: "the side is paused"
    case .frozen: "frozen by \(FreezeText.who(self)): no opens until unfrozen"
    case .cancellingAll: "a cancel-all is being carried out"
    case .openPending: "an open is pending there already"
    case .venueRefused: "the venue refused it: \(refusalName)"
    case .lotsAboveCap: "\(value) lots of the side are open; the cap is \(limit)"
    case .tooNear:
      "\(figures.ticks(value)) from the side's last add; at least \(figures.ticks(limit))"
    case .tooSoon:
      "\(TimeText.span(value)) after the side's last add; at least \(TimeText.span(limit))"
    case .completing: "a completion is out; no other opens meanwhile"
    case .slippageAboveCap:
      "would slip \(Figures.rounded(value, decimals: 2, to: 2)) bps; the cap is "
        + "\(Figures.rounded(limit, decimals: 2, to: 2))"
    case .quitting: "the engine is being quit"
    case .nothingToComplete: "neither side lags behind the other"
    case .notLiveOpen: "no live open of that name can be changed"
    case .attempted: "an attempt at the best price of its side"
    case .fallingBack:
      "takes what an attempt did not get; slippage about "
        + "\(Figures.rounded(value, decimals: 2, to: 2)) bps"
    case .repriced: "moves from \(figures.ticks(value)) to \(figures.ticks(limit))"
    case .timedOut: "its time is over"
    case .ownOrderInTheWay:
      "\(figures.ticks(value)) and \(figures.ticks(limit)) are both ours and would trade"
    case .notSent: "it did not get through to the venue"
    case .absentAtVenue: "the venue knows no such order"
    case .notReconciled: "orders, fills and position are being compared with the venue"
    case .fillsUnseen:
      "the account's fills were last seen \(TimeText.span(value)) ago; after \(TimeText.span(limit))"
        + " no open leaves before they are"
    case .disconnected: "a stream from the venue is broken"
    case .excessFirst: "adopted orders that are not wanted end first"
    case .endedAtVenue: "its order ended at the venue"
    case .adopted: "it stood at the venue with our tag, unknown here"
    case .differsAtVenue: "the venue has it otherwise"
    case .drift: "the account's position is off by \(value) steps from the fills"
    case .fillsUnlisted:
      "a page of the venue's fills is full with \(value) of"
        + " \(TimeText.dateAndClock(Instant(nanoseconds: limit))); it can't list any others of that moment"
    case .unknownOrderStorm: "too many news of orders with our tag that are unknown here"
    case .reconciled: "compared with the venue"
    case .wouldCross:
      "\(figures.ticks(value)) would take at \(figures.ticks(limit)) instead of resting"
    case .bookUnknown: "there is no book yet"
    case .bookStale:
      "the book is \(TimeText.span(value)) old; \(TimeText.span(limit)) is allowed"
    case .marketSilent:
      "nothing came of the market for \(TimeText.span(value)); opens stop after \(TimeText.span(limit))"
    case .priceImpossible:
      "a mid of \(figures.ticks(value)) after \(figures.ticks(limit)) is no market's; it is not used"
    case .valueTooLarge:
      "\(figures.steps(limit)) at \(figures.ticks(value)) is worth more than can be booked"
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
    case .replaced: "its price or size is off"
    case .operatorAsked: "the operator asked"
    case .clearedForFlatten: "a flatten clears the way"
    case .lotIsClosed: "its lot is closed"
    case .stopFired: "the stop at \(figures.ticks(value)) went off"
    case .stopEscalates:
      "a stop that went off was not filled; slippage up to \(Figures.rounded(value, decimals: 2, to: 2)) bps"
    case .bothLegsFilled: "both legs of a lot filled; opens wait for a person"
    case .benched:
      value == .max
        ? "stopped out \(limit) times; waits until freed"
        : "waits after a stop-loss until \(TimeText.dateAndClock(Instant(nanoseconds: value)))"
    case .closes: "closes its lot at the market: \(closeCause)"
    case .stops: "stops the loss of lot \(value) at \(figures.ticks(limit))"
    case .stoppedByCap: "a cap was reached\(capName) and stops opens until unfrozen"
    case .foreignFill:
      "somebody else traded on the account: no opens until a person has looked and unfreezes"
    case .otherInstance:
      "another instance sends orders with our tag: no opens until a person has looked and unfreezes"
    case .marketEnding:
      "the market ends in \(TimeText.span(value)); opens end \(TimeText.span(limit)) before"
    case .marketHalted: "the market is halted"
    case .marketClosed: "the market has ended"
    case .clockSkewed:
      "the venue's clock is \(TimeText.span(Int64(clamping: value.magnitude))) off; "
        + "\(TimeText.span(limit)) is allowed"
    case .breakerTripped:
      "the breaker tripped (\(breakerCause)); "
        + (limit > 0
          ? "it recovers by itself, in \(TimeText.span(limit)) at the soonest"
          : "the operator clears it")
    case .breakerProbation: "one open is tried first after \(breakerCause)"
    case .skewAboveLimit:
      "position is \(percent(value)) of its maximum; from \(percent(limit)) on only reducing rungs stay"
    case .sideExposureAboveCap:
      "the side's opens would be \(figures.steps(value)); the cap is \(figures.steps(limit))"
    case .orderSizeAboveCap: "size \(figures.steps(value)); the cap is \(figures.steps(limit))"
    case .beyondCollar:
      "\(figures.ticks(value)) is too far from the mid \(figures.ticks(limit)) to be meant"
    case .dayLossAboveCap:
      "\(amount(value, figures)) lost today (UTC); the cap is \(amount(limit, figures))"
    case .drawdownAboveCap:
      "\(amount(value, figures)) under the high-water mark; the cap is \(amount(limit, figures))"
    case .equityUnknown:
      "the venue has not told the equity, of which risk.max_drawdown_pct is a share"
    case .tickUnknown:
      "the venue refused a price that is a whole number of ticks: its tick is not known; "
        + "tried again in \(TimeText.span(value))"
    case .marginUseAboveCap:
      "\(percent(value)) of the equity is margin; the cap is \(percent(limit))"
    case .marginUnknown:
      value == .max
        ? "the venue has not told how much of the equity is margin"
        : "how much of the equity is margin was told \(TimeText.span(value)) ago; "
          + "\(TimeText.span(limit)) is allowed"
    case .weightSpent:
      "weight \(value) within 60 s; opens may make it \(limit), the rest is for cancels and exits"
    case .actionsSpent:
      "\(value) actions left; \(limit) are kept for cancels and exits"
    case .coalesced:
      "waits \(TimeText.span(value)) of \(TimeText.span(limit)) to leave with others"
    case .marginRefused:
      "the margin does not carry it (\(refusalName)); waits for \(TimeText.span(limit)) for a change"
    case .lotNaked:
      "\(figures.steps(limit)) of lot #\(value) should have a stop and are protected by nobody"
    case .stopBelowMinimum:
      "its stop would be worth \(amount(value, figures)); the venue takes at least "
        + "\(amount(limit, figures))"
    case .stopsTooSmall:
      "unprotected: lots of the side are worth \(amount(value, figures)) together at their stops, and "
        + "the venue takes at least \(amount(limit, figures)); one open at a time leaves, to join them"
    case .stopsTogether: "the stops of \(value) lots that are too small alone leave together"
    case .sendRateAboveCap:
      "\(value) orders left within 10 s; opens may make it \(limit)"
    case .capUnderTick:
      "\(slippageCap) of \(bps(limit)) bps is under one tick: nothing goes beyond the best price"
    case .tighteningIdle: idleTightening
    }
  }

  /// Why loss-drift tightening never acts, of ``Code/tighteningIdle``; it takes no instrument to say.
  public var idleTightening: String {
    "grid.tightening: the grid moves before price is more than \(bps(value)) bps from its anchor; "
      + "tightening begins at \(bps(limit)) bps"
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
    case nil: "a slippage"
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
    case .operatorAsked: "the operator asked"
    case .boost: "boost"
    case .age: "it is too old"
    case .stuck: "the market has left its take-profit behind"
    case .remainder: "what a take-profit left over"
    case .excess: "both legs filled"
    }
  }

  private var refusalName: String {
    guard let raw = UInt8(exactly: value), let refusal = Refusal(rawValue: raw) else {
      return "an answer without a name (\(value))"
    }
    return refusal.words
  }
}

extension Refusal {
  /// What the operator reads.
  var words: String {
    switch self {
    case .wouldCross: "post-only, and it would have taken"
    case .reduceOnly: "reduce-only, and it would not have reduced"
    case .belowMinimumNotional: "worth less than the venue's minimum"
    case .unknownOrder: "the venue knows no such live order"
    case .tooManyOrders: "too many open orders for the venue"
    case .malformed: "a form the venue does not take"
    case .invalidTickSize: "price or size not a whole number of ticks or steps"
    case .duplicateID: "an order of that name existed before"
    case .insufficientMargin: "not enough margin"
    case .priceTooFar: "too far from the venue's reference price"
    case .badTrigger: "trigger on the wrong side of the reference price"
    case .noLiquidity: "nothing there to take"
    case .postOnlyPhase: "only post-only orders are taken for a while"
    case .marketClosed: "the market is halted or closed"
    case .positionLimit: "past the venue's position limit"
    case .openInterestCap: "the market's open interest is at its cap"
    case .expired: "arrived after its expiry"
    case .rateLimited: "request budget spent"
    case .badSignature: "signature not accepted"
    case .unknownMarket: "the venue knows no such market"
    case .alreadyEnded: "the order had ended"
    case .notAvailable: "not available at this venue or for this account"
    case .other: "a reason without a name"
    }
  }
}
