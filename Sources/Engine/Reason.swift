import Market

/// Why something is as it is: a stable code and the two numbers that decided.
public struct Reason: Equatable, BitwiseCopyable, Sendable, Codable {
  /// What decided.
  public let code: Code
  /// The value that was checked, in the code's unit.
  public let value: Int64
  /// What it was compared with, in the same unit.
  public let limit: Int64

  @inlinable public init(_ code: Code, value: Int64 = 0, limit: Int64 = 0) {
    self.code = code
    self.value = value
    self.limit = limit
  }

  /// Whether both have the same code, whatever the numbers: the log reports that once.
  func tells(sameAs other: Reason?) -> Bool { code == other?.code }

  /// The codes, with the units of their numbers. A name is never reused for something else, since
  /// logs and records carry it; see ``name``.
  public enum Code: UInt8, BitwiseCopyable, CaseIterable, Sendable, Codable {
    // Why an order is live or was sent.
    /// The ladder wants it (value: level).
    case wanted
    /// It closes a lot (value: position id).
    case takesProfit
    /// A maker attempt at the best price of its side.
    case attempted
    /// A taker order finishes an attempt (value: estimated slippage, hundredths of a bp).
    case fallingBack
    /// The operator placed it.
    case manual
    /// It closes the position on the operator's command (value: slippage limit, hundredths of a
    /// bp).
    case flattening

    // Why a rung is empty, or an order was refused here.
    /// The rung's lot is still open (value: position id).
    case lotOpen
    /// The rung filled and returns with the next replan.
    case awaitsReplan
    /// The price is outside the bounds (value: price, limit: bound; ticks).
    case outsideBounds
    /// Worth too little (value: notional, limit: minimum; money).
    case belowMinimumNotional
    /// The side is paused.
    case sidePaused
    /// Frozen by the operator or by a rule.
    case frozen
    /// Would take instead of rest (value: price, limit: opposite best; ticks).
    case wouldCross
    /// The worst case of the side would exceed the cap (value: worst case, limit: cap; steps).
    case exposureAboveCap
    /// Too many live orders (value: live, limit: cap).
    case openOrdersAboveCap
    /// Order too large (value: notional, limit: cap; money).
    case notionalAboveCap
    /// Not enough quote currency left (value: needed, limit: free; money).
    case quoteReserved
    /// Not enough of the base asset left (value: needed, limit: free; steps).
    case baseReserved
    /// An entry is pending there already.
    case openPending
    /// No book yet.
    case bookUnknown
    /// The venue refused a price as not on its tick grid, so its tick is not the one we assume
    /// (value: nanoseconds until it is tried again).
    case tickUnknown
    /// The book is too old (value: age, limit: allowed; nanoseconds).
    case bookStale
    /// No market data came for too long: entries are stopped (value: age, limit: allowed;
    /// nanoseconds).
    case marketSilent
    /// Bid above ask (value: bid, limit: ask; ticks).
    case bookCrossed
    /// The mid moved further at once than any market does (value: mid, limit: the last sound one;
    /// ticks).
    case priceImpossible
    /// The position at that price is worth more than can be booked (value: mid, ticks; limit:
    /// position, steps).
    case valueTooLarge
    /// A cancel-all is running.
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
    /// The circuit breaker stops entries (value: raw cause, limit: nanoseconds until an entry is
    /// tried).
    case breakerTripped
    /// One entry is being tried after the circuit breaker tripped (value: raw cause).
    case breakerProbation
    /// The live entries of the side would add up to too much (value: sum, limit: cap; steps).
    case sideExposureAboveCap
    /// Order too large (value: size, limit: cap; steps).
    case orderSizeAboveCap
    /// Too far from the mid: probably a mistake (value: price, limit: mid; ticks).
    case beyondCollar
    /// Too much was lost since midnight UTC (value: loss, limit: cap; money).
    case dayLossAboveCap
    /// Profit fell too far from its high-water mark (value: fall, limit: cap; money).
    case drawdownAboveCap
    /// The drawdown cap is a share of the equity, which the venue has not reported.
    case equityUnknown
    /// Too much of the equity is used as margin (value: share, limit: cap; hundredths of a basis
    /// point).
    case marginUseAboveCap
    /// The share of the equity that is used as margin was never reported, or not lately (value: how
    /// long ago, the largest number if never; limit: allowed; nanoseconds).
    case marginUnknown
    /// An entry of the side was refused for insufficient margin, which has not changed since
    /// (value: raw refusal, limit: how long ago; nanoseconds).
    case marginRefused
    /// A part of a lot that should have a stop is unprotected for longer than the grace (value:
    /// position id, limit: size of that part; steps).
    case lotNaked
    /// Its stop would be worth less than the venue accepts (value: worth at its trigger, limit: the
    /// venue's minimum; money).
    case stopBelowMinimum
    /// Lots of the side are too small to be stopped, even together, for longer than the grace
    /// (value: worth, limit: the venue's minimum; money).
    case stopsTooSmall
    /// Stops of several lots were triggered that are too small alone (value: the number of lots).
    case stopsTogether
    /// Too many orders within ten seconds (value: sent, limit: what entries may use).
    case sendRateAboveCap
    /// The venue's weight of the last sixty seconds is spent (value: spent, limit: what entries may
    /// use).
    case weightSpent
    /// The account's actions are spent (value: left, limit: the reserve for cancels and exits).
    case actionsSpent
    /// It waits to be sent with others (value: time left, limit: the longest wait; nanoseconds).
    case coalesced
    /// The side has its maximum of open lots (value: open, limit: cap).
    case lotsAboveCap
    /// Too near the side's last add (value: distance, limit: least; ticks).
    case tooNear
    /// Too soon after the side's last add (value: passed, limit: least; nanoseconds).
    case tooSoon
    /// A completion is under way; no other entries meanwhile.
    case completing
    /// It would slip too far (value: estimated, limit: cap; hundredths of a basis point).
    case slippageAboveCap
    /// The engine is being quit.
    case quitting
    /// No side has less open than the other, or the cost of a completion can't be known.
    case nothingToComplete
    /// No live entry has that id.
    case notLiveOpen
    /// It would trade with one of our own orders (value: its price, limit: the other's; ticks).
    case ownOrderInTheWay
    /// It was not sent (value: raw failure).
    case notSent
    /// The venue knows no such order, and it can't become live any more.
    case absentAtVenue
    /// Orders, fills and position were not compared with the venue yet (value: raw cause).
    case notReconciled
    /// The account's fills were not seen for too long (value: for how long, limit: allowed;
    /// nanoseconds).
    case fillsUnseen
    /// A stream is broken (value: raw channel).
    case disconnected
    /// Adopted orders that the plan doesn't want must end first.
    case excessFirst
    /// Its order ended at the venue (value: raw cause).
    case endedAtVenue

    // Why an order is being cancelled.
    /// The ladder no longer wants it.
    case notWanted
    /// An attempt moves to its target (value: its price, limit: the target; ticks).
    case repriced
    /// The time of an attempt is over.
    case timedOut
    /// Its price or size is off (value: present, limit: wanted).
    case replaced
    /// The operator asked.
    case operatorAsked
    /// A flatten cancels it first.
    case clearedForFlatten
    /// A risk cap's action stops entries (value: raw code of the cap that was reached).
    case stoppedByCap
    /// A trade on the account was not ours: entries stop until the operator unfreezes.
    case foreignFill
    /// Another instance sends orders with our tag: entries stop until the operator unfreezes.
    case otherInstance
    /// It was live at the venue with our tag, and this engine did not know it.
    case adopted
    /// The venue reports it differently (value: price or size there).
    case differsAtVenue
    /// The account's position is not what the fills make (value: the difference, limit: of what;
    /// steps).
    case drift
    /// The venue lists a page full of fills of one moment, and can't list the others (value: the
    /// number of fills; limit: the moment, in nanoseconds since 1970).
    case fillsUnlisted
    /// Too many updates for unknown orders with our tag.
    case unknownOrderStorm
    /// Orders, fills and position were compared with the venue (value: raw cause).
    case reconciled
    /// Its lot is closed.
    case lotIsClosed
    /// The stop of its lot was triggered (value: trigger; ticks).
    case stopFired
    /// A triggered stop was not filled in time (value: slippage limit, hundredths of a bp).
    case stopEscalates

    /// An exit filled though its lot was closed: entries stop until the operator clears it.
    case bothLegsFilled
    /// Its slot or side is in cooldown after stop-losses (value: until, nanoseconds since 1970, the
    /// largest number if only the operator frees it; limit: stop-losses so far).
    case benched
    /// Closes a lot at the market (value: raw close cause, limit: slippage, hundredths of a bp).
    case closes

    // Why an exit is live.
    /// It stops the loss of a lot (value: position id, limit: trigger; ticks).
    case stops

    // Why a setting has no effect here.
    /// A slippage cap is less than one tick, so that nothing is sent beyond the best price (value:
    /// raw slippage cap, limit: what is set; hundredths of a basis point).
    case capUnderTick
    /// The ladder moves before the price is far enough from its anchor for a side to be tightened
    /// (value: the furthest distance, limit: the distance needed; hundredths of a basis point).
    case tighteningIdle
    /// The venue's mark price is too old to use (value: allowed age; nanoseconds).
    case markStale
    /// The journal can't be written: no entry may leave without a record.
    case journalFailed

    /// The stable word for logs, records and screens: the case's name, such as `WOULD_CROSS`.
    public var name: String { Self.words[self] }

    private static let words = CaseWords(of: Self.self) { $0.uppercased() }
  }
}
