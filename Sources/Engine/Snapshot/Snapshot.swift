import Market
import Venue

/// What the outside may see of an engine at one moment: plain values, made when a screen asks.
public struct Snapshot: Equatable, Sendable {
  public var time: Instant
  public var instrument: Instrument
  public var market: MarketView
  public var control: ControlView
  public var grid: GridView
  /// Ladder and manual opens that were decided and have not ended, best price first, buys first.
  public var pendingOpens: [PendingOpenView]
  /// Open lots, oldest first.
  public var lots: [LotView]
  /// Live exit orders, oldest first.
  public var legs: [LegView]
  public var account: AccountView
  public var exposure: ExposureView
  public var counters: Counters
  /// The rows the screen asked for, highest price first.
  public var ladder: [LadderRow]
  /// The newest log lines, oldest first.
  public var log: [LogEntry]
}

/// The market as the engine sees it.
public struct MarketView: Equatable, Sendable {
  public var bestBid: Price?
  public var bestAsk: Price?
  public var bidSize = Quantity.zero
  public var askSize = Quantity.zero
  /// The mid, rounded down to a tick: what profit is marked at.
  public var mark: Price?
  public var lastTrade: Trade?
  /// The price before the last one that differed, to say which way the last trade went.
  public var previousTradePrice: Price?
  /// How old the book is; nothing before the first update.
  public var bookAgeNanoseconds: Int64?
  public var condition = MarketCondition.unknown
  /// The last recorded silence: when it ended and how long it was.
  public var lastGap: (end: Instant, nanoseconds: Int64)?

  public init() {}

  public static func == (left: MarketView, right: MarketView) -> Bool {
    left.bestBid == right.bestBid && left.bestAsk == right.bestAsk && left.bidSize == right.bidSize
      && left.askSize == right.askSize && left.mark == right.mark
      && left.lastTrade == right.lastTrade && left.previousTradePrice == right.previousTradePrice
      && left.bookAgeNanoseconds == right.bookAgeNanoseconds && left.condition == right.condition
      && left.lastGap?.end == right.lastGap?.end
  }
}

/// Whether the book can be traded on.
public enum MarketCondition: UInt8, CaseIterable, Sendable {
  /// A side of the book is empty or nothing has come yet.
  case unknown
  case live
  /// Bid equals ask: odd, but quoted on.
  case locked
  case crossed
  case stale
}

/// What the operator has switched.
public struct ControlView: Equatable, Sendable {
  public var isFrozen = false
  public var isPausedBuy = false
  public var isPausedSell = false
  public var flatten = FlattenPhase.idle
  /// The scope of a cancel-all that is not done yet.
  public var cancelling: CancelScope?
  /// Exits are held back since a cancel-all of legs.
  public var legsAreHeld = false
  /// Unacknowledged alarms, oldest first.
  public var alarms: [Alarm] = []

  public init() {}
}

/// How far a flatten is.
public enum FlattenPhase: UInt8, CaseIterable, Sendable {
  case idle
  /// Waits until no order of ours is live.
  case clearing
  /// Trades slices.
  case reducing
  /// Flat; stays frozen.
  case done
  /// Could not fill within the slippage limits; stays frozen, and alarms.
  case stuck
}

/// What must be seen by a person.
public enum Alarm: UInt8, CaseIterable, Sendable {
  case flattenStuck
  case unmatchedFill
  case capReached
  case rejectedExit

  public var name: String {
    switch self {
    case .flattenStuck: "FLATTEN_STUCK"
    case .unmatchedFill: "UNMATCHED_FILL"
    case .capReached: "CAP_REACHED"
    case .rejectedExit: "REJECTED_EXIT"
    }
  }
}

/// The grid that is wanted, and why each rung is as it is.
public struct GridView: Equatable, Sendable {
  public var anchor: Price?
  /// The distance between rungs, buy side and sell side; in ticks, of the first step where they
  /// grow.
  public var buySpacingTicks: Int64 = 0
  public var sellSpacingTicks: Int64 = 0
  /// Why nothing is quoted at all, if so.
  public var block: Reason?
  /// Buys from the nearest down, then sells from the nearest up.
  public var rungs: [RungView] = []
  /// How often each spacing floor acted, by ``SpacingFloor``.
  public var floorCounts: [Int] = Array(repeating: 0, count: SpacingFloor.allCases.count)
  /// The floor that holds the spacing in force, if any.
  public var activeFloor: SpacingFloor?

  public init() {}
}

/// What keeps a spacing from collapsing.
public enum SpacingFloor: UInt8, CaseIterable, Sendable {
  case ticks
  case basisPoints
  case shareOfBase
  case totalWidth
}

/// One rung and what stands there.
public struct RungView: Equatable, Sendable {
  public var side: Side
  /// Its place from the anchor, from one.
  public var level: Int
  public var price: Price
  /// The size it wants.
  public var quantity: Quantity
  /// The state of its order, or planned where none is live.
  public var state: OrderDisplayState
  public var filled: Quantity
  public var remaining: Quantity
  /// Why it is so.
  public var reason: Reason
  /// How many lots of this slot were closed, and what they made before fees.
  public var cycles: Int
  public var realised: Money

  public init(
    side: Side, level: Int, price: Price, quantity: Quantity, state: OrderDisplayState,
    filled: Quantity, remaining: Quantity, reason: Reason, cycles: Int = 0, realised: Money = .zero
  ) {
    self.side = side
    self.level = level
    self.price = price
    self.quantity = quantity
    self.state = state
    self.filled = filled
    self.remaining = remaining
    self.reason = reason
    self.cycles = cycles
    self.realised = realised
  }
}

/// An order's state as an operator tells them apart.
public enum OrderDisplayState: UInt8, CaseIterable, Sendable {
  /// Wanted, not sent.
  case planned
  /// Sent, not answered.
  case inFlight
  /// Accepted by the venue's answer.
  case working
  /// Seen on the venue's own list with the same price and size.
  case confirmed
  case cancelling
  /// On our account, but not ours.
  case foreign
}

/// An open on its way: ladder order or manual.
public struct PendingOpenView: Equatable, Sendable {
  public var id: ClientOrderID
  public var side: Side
  public var price: Price
  public var quantity: Quantity
  public var filled: Quantity
  public var state: OrderDisplayState
  public var reason: Reason
  /// The value of what remains, without fees.
  public var quote: Money
  /// Where its take-profit will lie.
  public var intendedExit: Price?
  public var sentAt: Instant
  /// Others' quantity before it at its price, where the venue can tell (the simulated one can).
  public var queueAhead: Quantity?
  /// Which part of a history of changes it has: amended so many times.
  public var amendments: Int

  public init(
    id: ClientOrderID, side: Side, price: Price, quantity: Quantity, filled: Quantity,
    state: OrderDisplayState, reason: Reason, quote: Money, intendedExit: Price?, sentAt: Instant,
    queueAhead: Quantity? = nil, amendments: Int = 0
  ) {
    self.id = id
    self.side = side
    self.price = price
    self.quantity = quantity
    self.filled = filled
    self.state = state
    self.reason = reason
    self.quote = quote
    self.intendedExit = intendedExit
    self.sentAt = sentAt
    self.queueAhead = queueAhead
    self.amendments = amendments
  }
}

/// A lot: what one filled open became.
public struct LotView: Equatable, Sendable {
  public var id: PositionID
  /// The side that opened it: a buy made it long.
  public var side: Side
  public var slot: Price
  /// Average entry, rounded to a tick.
  public var entry: Price
  public var open: Quantity
  public var closed: Quantity
  public var openedAt: Instant
  /// Where its take-profit lies.
  public var takeProfit: Price?
  /// How much of it live exits cover.
  public var covered: Quantity
  /// Realised before fees.
  public var realised: Money
  /// At the mark, before fees; nothing without a mark.
  public var unrealised: Money?
  /// Fees so far.
  public var fees: Money

  public init(
    id: PositionID, side: Side, slot: Price, entry: Price, open: Quantity, closed: Quantity,
    openedAt: Instant, takeProfit: Price?, covered: Quantity, realised: Money, unrealised: Money?,
    fees: Money
  ) {
    self.id = id
    self.side = side
    self.slot = slot
    self.entry = entry
    self.open = open
    self.closed = closed
    self.openedAt = openedAt
    self.takeProfit = takeProfit
    self.covered = covered
    self.realised = realised
    self.unrealised = unrealised
    self.fees = fees
  }
}

/// An exit order of a lot.
public struct LegView: Equatable, Sendable {
  public var id: ClientOrderID
  public var lot: PositionID
  public var purpose: Purpose
  public var side: Side
  public var price: Price
  public var quantity: Quantity
  public var filled: Quantity
  public var state: OrderDisplayState
  public var isReduceOnly: Bool
  public var sentAt: Instant
  public var queueAhead: Quantity?

  public init(
    id: ClientOrderID, lot: PositionID, purpose: Purpose, side: Side, price: Price,
    quantity: Quantity, filled: Quantity, state: OrderDisplayState, isReduceOnly: Bool,
    sentAt: Instant, queueAhead: Quantity? = nil
  ) {
    self.id = id
    self.lot = lot
    self.purpose = purpose
    self.side = side
    self.price = price
    self.quantity = quantity
    self.filled = filled
    self.state = state
    self.isReduceOnly = isReduceOnly
    self.sentAt = sentAt
    self.queueAhead = queueAhead
  }
}

/// Position and profit. Net profit = realised + unrealised, both after their fees.
public struct AccountView: Equatable, Sendable {
  public var position = Position.flat
  /// The average entry of the lots on the position's side, rounded to a tick.
  public var averageEntry: Price?
  /// Closed trades less all fees.
  public var realised = Money.zero
  /// Open lots at the mark; nothing while there is a position and no mark.
  public var unrealised: Money? = .zero
  public var fees = Money.zero
  /// The largest fall of net profit from its peak.
  public var maximumDrawdown = Money.zero
  /// The high-water mark of net profit.
  public var peak = Money.zero

  public init() {}
}

/// What could be held if everything live on one side filled.
public struct ExposureView: Equatable, Sendable {
  public var liveBuys = Quantity.zero
  public var liveSells = Quantity.zero
  public var worstLong = Position.flat
  public var worstShort = Position.flat
  public var cap: Quantity?
  public var openOrders = 0
  public var openOrdersCap: Int?
  /// Lots' quantity without a live exit.
  public var naked = Quantity.zero
  /// Quote currency reserved by live buys, fees included.
  public var reservedQuote = Money.zero

  public init() {}
}

/// What was counted since the start.
public struct Counters: Equatable, Sendable {
  /// Atomic market updates taken in.
  public var updates = 0
  /// Inputs after which orders were sent, moved or cancelled.
  public var decisions = 0
  /// Times the ladder was anchored anew.
  public var replans = 0
  public var submitted = 0
  public var amended = 0
  public var cancelled = 0
  public var rejected = 0
  public var fills = 0
  public var makerFills = 0
  public var takerFills = 0
  public var lotsOpened = 0
  public var lotsClosed = 0
  public var duplicateFills = 0
  public var unmatchedFills = 0
  /// Orders held back by a gate.
  public var gated = 0

  public init() {}
}

/// One price (or a band of them) of the ladder.
public struct LadderRow: Equatable, Sendable {
  /// The lowest price of the band, in ticks; the label.
  public var ticks: Int64
  public var bid: Quantity
  public var ask: Quantity
  public var buys: LadderCell?
  public var sells: LadderCell?

  public init(
    ticks: Int64, bid: Quantity = .zero, ask: Quantity = .zero, buys: LadderCell? = nil,
    sells: LadderCell? = nil
  ) {
    self.ticks = ticks
    self.bid = bid
    self.ask = ask
    self.buys = buys
    self.sells = sells
  }
}

/// Our own orders in one row, on one side.
public struct LadderCell: Equatable, Sendable {
  /// The least settled state among them.
  public var state: OrderDisplayState
  public var filled: Quantity
  public var remaining: Quantity
  /// How many orders, or planned rungs, it sums up.
  public var count: Int
  /// Any of them is an exit.
  public var hasExit: Bool

  public init(
    state: OrderDisplayState, filled: Quantity, remaining: Quantity, count: Int, hasExit: Bool
  ) {
    self.state = state
    self.filled = filled
    self.remaining = remaining
    self.count = count
    self.hasExit = hasExit
  }
}

/// Which rows of the ladder a screen wants.
public struct LadderFrame: Equatable, Sendable {
  /// The label of the top row, in ticks; a multiple of `ticksPerRow`.
  public var topTicks: Int64
  public var rows: Int
  public var ticksPerRow: Int64

  public init(topTicks: Int64, rows: Int, ticksPerRow: Int64) {
    precondition(ticksPerRow > 0 && rows >= 0)
    self.topTicks = topTicks
    self.rows = rows
    self.ticksPerRow = ticksPerRow
  }
}
