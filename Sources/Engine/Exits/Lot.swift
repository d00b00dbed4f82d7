import Market
import Venue

/// What one filled open became: a quantity held from a slot, with exits of its own.
struct Lot: Sendable {
  var id: PositionID
  /// The side that opened it.
  var side: Side
  /// The slot of the rung that opened it.
  var slot: Price
  /// A fill of its entry took, so its fee is the taker's.
  var entryTook = false
  /// What was paid or received for what is open, before fees.
  var cost = ExactMoney.zero
  var open = Quantity.zero
  var closed = Quantity.zero
  /// Where its take-profit lies.
  var exitPrice: Price
  /// Where its stop goes off; nothing where it has none, or it is not known yet.
  var stopPrice: Price?
  /// The venue shall hold its stop.
  var stopIsAtVenue = false
  /// The venue had nothing to reduce for its stop; the next is plain.
  var stopIsPlain = false
  /// The venue had no room for a second stop: the old one goes before a new one comes.
  var stopHasNoRoom = false
  /// No stop is sent to the venue before this moment, since it refused so many in a row.
  var stopRetryAt = Instant.distantPast
  var stopRefusals: UInt8 = 0
  /// The venue would not hold its stop since its price is reached, at a moment when we can't see it.
  var stopIsDue = false
  /// The last thing said about a stop, or another exit, that did not come to stand; zero where one
  /// did since.
  var stopTrouble: UInt8 = 0
  var exitTrouble: UInt8 = 0
  /// When its stop went off; before everything where it has not.
  var stopFiredAt = Instant.distantPast
  /// When a stop that went off is sent again with a wider limit, and how often it was.
  var stopTryAt = Instant.distantPast
  var stopTries: UInt8 = 0
  /// The worst price of its stop that went off and waits for an order of ours to end.
  var heldStop: Price?
  /// Since when a part of it is protected by nobody; after everything where none is.
  var nakedSince = Instant.distantFuture
  /// The alarm for that was raised.
  var isNakedTold = false
  /// It lacks a stop that the venue would take: no open leaves meanwhile.
  var holdsOpens = false
  /// It is being closed at the market, and why.
  var closing: CloseCause?
  var closeTries: UInt8 = 0
  var closeTryAt = Instant.distantPast
  /// No close is begun by policy before this moment.
  var noCloseBefore = Instant.distantPast
  /// When a take-profit last closed a part of it.
  var lastExitAt = Instant.distantPast
  /// When the market was first seen to trade through its take-profit.
  var leftBehindAt = Instant.distantFuture
  var isTimeNoted = false
  /// What both legs of another lot filled too much; it has no exits of its own.
  var isExcess = false
  /// Too small for any order of its own; it holds no slot.
  var isDust = false
  var holdsSlot = true
  /// Kept from its take-profit, under a stop that trails once that price was reached.
  var isRunner = false
  var isTrailing = false
  /// The venue found less to reduce than a leg was for: nothing is sent before it told the position.
  var awaitsPosition = false
  /// How often that was.
  var doubts: UInt8 = 0
  var openedAt: Instant
  /// Index of the open whose fills enlarge it; negative once that has ended.
  var opener: Int32 = -1
  /// Its newest live leg; from there ``Order/nextLeg`` leads to the others.
  var newestLeg: Int32 = -1
  var realised = ExactMoney.zero
  var fees = ExactMoney.zero
  /// Fees of the entry, for what is still open.
  var entryFees = ExactMoney.zero
  /// Funding received less paid; and of that, what belongs to what is still open.
  var funding = ExactMoney.zero
  var openFunding = ExactMoney.zero
  /// The next exit takes, since resting would cross.
  var exitTakes = false
  /// Its exit was refused since it would have crossed, or took too little: it rests once the book lets
  /// it, and not before that many market updates were seen. Nothing where it doesn't wait.
  var exitWaitsFor: Int?
  /// The next exit is a plain order, since the venue found nothing to reduce.
  var exitIsPlain = false
  /// No take-profit is sent to the venue before this moment, since it refused so many in a row; it is
  /// watched until then.
  var exitRetryAt = Instant.distantPast
  var exitRefusals: UInt8 = 0
  /// A watched take-profit does not take again before this moment.
  var exitTakeNotBefore = Instant.distantPast
  /// The venue accepted its exits, for all it had then.
  var hasExit = false
  /// An attempt of the cycle mode opened it.
  var isOfCycle = false
  var isLive = true

  /// What was closed made, after all fees and funding so far.
  var net: ExactMoney { realised - fees + funding }

  var exitWaits: Bool { exitWaitsFor != nil }

  /// Average entry, rounded against whoever has to make a profit of it.
  var strictEntry: Price {
    cost.average(over: open, side == .buy ? .up : .down)
  }

  /// Average entry, to the nearest tick.
  var entry: Price {
    cost.average(over: open, .nearest)
  }

  /// Takes a quantity out at a price and returns what it made, before fees. The cost that leaves is
  /// its share; the last part takes what is left, so the sum is exact.
  mutating func close(_ quantity: Quantity, at price: Price) -> ExactMoney {
    let share = cost.share(quantity, of: open)
    let value = ExactMoney(price, times: quantity)
    let made = side == .buy ? value - share : share - value
    entryFees = entryFees - entryFees.share(quantity, of: open)
    openFunding = openFunding - openFunding.share(quantity, of: open)
    cost -= share
    open -= quantity
    closed += quantity
    realised += made
    return made
  }
}
