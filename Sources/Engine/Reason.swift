import Market

/// Why something is as it is: a stable code and the two numbers that decided.
public struct Reason: Equatable, BitwiseCopyable, Sendable, Codable {
  /// What decided.
  public let code: Code
  /// The value that was looked at, in the code's unit.
  public let value: Int64
  /// What it was held against, in the same unit.
  public let limit: Int64

  @inlinable public init(_ code: Code, value: Int64 = 0, limit: Int64 = 0) {
    self.code = code
    self.value = value
    self.limit = limit
  }

  /// Whether it tells the same, whatever the numbers: a line of the log says that once.
  func tells(sameAs other: Reason?) -> Bool { code == other?.code }

  /// The codes, in the units of their numbers. A name is never used for something else later: logs
  /// and records carry it, see ``name``.
  public enum Code: UInt8, BitwiseCopyable, CaseIterable, Sendable, Codable {
    // Why an order stands or was sent.
    /// The ladder wants it (value: level).
    case wanted
    /// It closes a lot (value: position id).
    case takesProfit
    /// An attempt at the best price of its side.
    case attempted
    /// A taker order finishes an attempt (value: estimated slippage, hundredths of a bp).
    case fallingBack
    /// The operator placed it.
    case manual
    /// It closes the position on the operator's command (value: slippage limit, hundredths of a bp).
    case flattening

    // Why a rung is empty, or an order was refused here.
    /// The rung's lot is still open (value: position id).
    case lotOpen
    /// The rung filled and comes back with the next replan.
    case awaitsReplan
    /// Price outside the bounds (value: price, limit: bound; ticks).
    case outsideBounds
    /// Worth too little (value: notional, limit: minimum; money).
    case belowMinimumNotional
    /// The side is paused.
    case sidePaused
    /// Frozen by the operator or by a rule.
    case frozen
    /// Would take instead of rest (value: price, limit: opposite best; ticks).
    case wouldCross
    /// The worst case of the side would pass the cap (value: worst case, limit: cap; steps).
    case exposureAboveCap
    /// Too many open orders (value: open, limit: cap).
    case openOrdersAboveCap
    /// Order too large (value: notional, limit: cap; money).
    case notionalAboveCap
    /// Not enough quote currency left (value: needed, limit: free; money).
    case quoteReserved
    /// Not enough of the base asset left (value: needed, limit: free; steps).
    case baseReserved
    /// One is pending there already.
    case openPending
    /// No book yet.
    case bookUnknown
    /// The venue refused a price as none of its tick grid, so that its tick is not what we take it for
    /// (value: nanoseconds until it is tried again).
    case tickUnknown
    /// The book is too old (value: age, limit: allowed; nanoseconds).
    case bookStale
    /// Nothing came of the market for so long that opens stopped (value: age, limit: allowed;
    /// nanoseconds).
    case marketSilent
    /// Bid above ask (value: bid, limit: ask; ticks).
    case bookCrossed
    /// The mid went further at once than any market does (value: mid, limit: the last sound one;
    /// ticks).
    case priceImpossible
    /// The position at that price is worth more than can be booked (value: mid, ticks; limit:
    /// position, steps).
    case valueTooLarge
    /// A cancel-all is being carried out.
    case cancellingAll
    /// The venue refused it (value: raw refusal).
    case venueRefused
    /// The market ends soon (value: left, limit: cutoff; nanoseconds).
    case marketEnding
    /// The market is halted.
    case marketHalted
    /// The market has ended for good.
    case marketClosed
    /// The venue's clock is too far from ours (value: difference, limit: allowed; nanoseconds).
    case clockSkewed
    /// The position is so large that only rungs that reduce it stay (value: ratio, limit: largest;
    /// millionths).
    case skewAboveLimit
    /// The circuit breaker lets no opens out (value: raw cause, limit: nanoseconds until it goes on).
    case breakerTripped
    /// One open is being tried after the circuit breaker tripped (value: raw cause).
    case breakerProbation
    /// The live opens of the side would be too many (value: sum, limit: cap; steps).
    case sideExposureAboveCap
    /// Order too large (value: size, limit: cap; steps).
    case orderSizeAboveCap
    /// Too far from the mid to be meant (value: price, limit: mid; ticks).
    case beyondCollar
    /// Too much was lost since midnight UTC (value: loss, limit: cap; money).
    case dayLossAboveCap
    /// Profit fell too far from its high-water mark (value: fall, limit: cap; money).
    case drawdownAboveCap
    /// The venue has not told the equity, of which a cap on the drawdown is a share.
    case equityUnknown
    /// Too much of the equity is margin (value: share, limit: cap; hundredths of a basis point).
    case marginUseAboveCap
    /// How much of the equity is margin was not told, or not lately (value: how long ago, the largest
    /// where never; limit: allowed; nanoseconds).
    case marginUnknown
    /// The margin did not carry an open of the side, and has not changed since (value: raw refusal,
    /// limit: since how many nanoseconds).
    case marginRefused
    /// A lot that should have a stop is protected by nobody for longer than the grace (value: position
    /// id, limit: how much of it; steps).
    case lotNaked
    /// Its stop would be worth less than the venue takes (value: worth at its trigger, limit: the
    /// venue's minimum; money).
    case stopBelowMinimum
    /// Lots of the side are too small to be stopped, even together, for longer than the grace (value:
    /// worth, limit: the venue's minimum; money).
    case stopsTooSmall
    /// Stops of several lots went off that are too small alone (value: how many lots).
    case stopsTogether
    /// Too many orders within ten seconds (value: sent, limit: what opens may use).
    case sendRateAboveCap
    /// The venue's weight of the last sixty seconds is spent (value: spent, limit: what opens may use).
    case weightSpent
    /// The account's actions are spent (value: left, limit: what is kept for cancels and exits).
    case actionsSpent
    /// It waits to leave with others (value: how long yet, limit: at most; nanoseconds).
    case coalesced
    /// As many lots of the side are open as may be (value: open, limit: cap).
    case lotsAboveCap
    /// Too near the side's last add (value: distance, limit: least; ticks).
    case tooNear
    /// Too soon after the side's last add (value: passed, limit: least; nanoseconds).
    case tooSoon
    /// A completion is out; no other opens meanwhile.
    case completing
    /// It would slip too far (value: estimated, limit: cap; hundredths of a basis point).
    case slippageAboveCap
    /// The engine is being quit.
    case quitting
    /// No side lags behind the other, or it can't be told by how much it costs.
    case nothingToComplete
    /// No live open has that name.
    case notLiveOpen
    /// It and an order of ours would trade with each other (value: the one, limit: the other; ticks).
    case ownOrderInTheWay
    /// It did not get through (value: raw failure).
    case notSent
    /// The venue knows no such order, and it can't come to stand any more.
    case absentAtVenue
    /// Orders, fills and position were not compared with the venue yet (value: raw cause).
    case notReconciled
    /// The account's fills were not seen for too long (value: for how long, limit: what is allowed;
    /// nanoseconds).
    case fillsUnseen
    /// A stream is broken (value: raw channel).
    case disconnected
    /// Adopted orders that the plan doesn't want end first.
    case excessFirst
    /// Its order ended at the venue (value: raw cause).
    case endedAtVenue

    // Why an order is being cancelled.
    /// The ladder no longer wants it.
    case notWanted
    /// An attempt moves to its target (value: is, limit: should be; ticks).
    case repriced
    /// An attempt's time is over.
    case timedOut
    /// Its price or size is off (value: is, limit: should be).
    case replaced
    /// The operator asked.
    case operatorAsked
    /// A flatten clears the way.
    case clearedForFlatten
    /// A risk cap's action stops opens (value: raw code of the cap that was reached).
    case stoppedByCap
    /// Somebody else traded on the account: opens wait for a person.
    case foreignFill
    /// Another instance sends orders with our tag: opens wait for a person.
    case otherInstance
    /// It stood at the venue with our tag, and we did not know it.
    case adopted
    /// The venue has it otherwise (value: price or size there).
    case differsAtVenue
    /// The account holds another position than the fills make (value: by how much, limit: of what;
    /// steps).
    case drift
    /// The venue lists a page full of fills of one moment, and can list no others of it (value: how many
    /// fills; limit: the moment, in nanoseconds since 1970).
    case fillsUnlisted
    /// Too many news of orders with our tag that we don't know.
    case unknownOrderStorm
    /// Orders, fills and position were compared with the venue (value: raw cause).
    case reconciled
    /// Its lot is closed.
    case lotIsClosed
    /// The stop of its lot went off (value: trigger; ticks).
    case stopFired
    /// A stop that went off was not filled in time (value: slippage limit, hundredths of a bp).
    case stopEscalates

    /// A leg filled though its lot was closed: opens wait for a person.
    case bothLegsFilled
    /// Its slot or side waits after stop-losses (value: until, nanoseconds since 1970, the largest
    /// where only the operator frees it; limit: stop-losses so far).
    case benched
    /// Closes a lot at the market (value: raw close cause, limit: slippage, hundredths of a bp).
    case closes

    // Why a leg stands.
    /// It stops the loss of a lot (value: position id, limit: trigger; ticks).
    case stops

    // Why something that is set does nothing here.
    /// A cap on slippage is under one tick, so that nothing goes beyond the best price (value: raw
    /// slippage cap, limit: what is set; hundredths of a basis point).
    case capUnderTick
    /// The ladder moves before price is so far from its anchor that a side would be tightened (value: the
    /// furthest, limit: what it takes; hundredths of a basis point).
    case tighteningIdle
    /// The venue's mark price is too old to go by (value: allowed age; nanoseconds).
    case markStale

    /// The stable word for logs, records and screens: the case's name, such as `WOULD_CROSS`.
    public var name: String { Self.words[self] }

    private static let words = CaseWords(of: Self.self) { $0.uppercased() }
  }
}
