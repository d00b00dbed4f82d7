import Market
import Venue

/// One line of the engine's log, as facts; the screen turns it into words.
public struct LogEntry: Equatable, Sendable, Codable {
  public var time: Instant
  public var tag: Tag
  public var side: Side?
  public var price: Price?
  public var quantity: Quantity?
  public var order: ClientOrderID?
  public var lot: PositionID?
  public var reason: Reason?
  public var refusal: Refusal?
  public var money: ExactMoney?

  public enum Tag: UInt8, CaseIterable, Sendable, Codable {
    /// The ladder got an anchor (price) and a spacing (reason: wanted, value: ticks).
    case anchored
    /// An entry filled, wholly or in part, and its lot grew.
    case entryFilled
    /// An exit filled; money is the profit of that part of the lot, after its fees and funding.
    case exitFilled
    /// Nothing of a lot is left; money is its total profit, after all fees and funding.
    case lotClosed
    case rejected
    /// An order ended at the venue without a cancel from us.
    case endedAtVenue
    case cancelRefused
    /// The outcome of a new order is unknown; it counts as live.
    case outcomeUnknown
    /// An order of unknown outcome turned out to be live.
    case outcomeKnown
    /// A new order certainly did not arrive (reason: which failure).
    case notSent
    /// An order with our tag is live at the venue, and this engine did not know it.
    case adopted
    /// What the start will do with a live order.
    case willKeep
    case willCancel
    /// What the start will do was shown (reason's value: the number of orders it places).
    case startShown
    /// The venue reports an order differently, or doesn't list it.
    case differsAtVenue
    /// Orders, fills and position were compared (reason: why).
    case reconciled
    /// The position at the start became a lot.
    case seeded
    /// The position was adjusted without a fill (reason: by how much).
    case adjusted
    /// A late fill reversed an adjustment.
    case adjustmentReversed
    /// A fill showed that others are missing (reason: the position before it, and ours).
    case fillGap
    /// A page was full of fills of one moment, and the venue can't list the others (reason: the
    /// number of fills, and the moment).
    case fillsUnlisted
    /// The fills of the audit period are checked again.
    case fillsAudited
    /// The account's fills were not seen for too long (reason: why), or are seen again.
    case fillsUnseen
    case fillsSeen
    /// A fill of the account that does not belong to one of our orders.
    case foreignFill
    case unknownOrderStorm
    /// An order is live that another instance sent with our tag.
    case otherInstance
    /// A stream broke, opened, or is opened again (reason: which).
    case disconnected
    case connected
    case channelSilent
    /// An entry was refused for insufficient margin: its side waits. The margin changed, and the
    /// sides resume.
    case marginRefused
    case marginChanged
    /// A gate held an order back.
    case gated
    case paused
    case unpaused
    case frozen
    case unfrozen
    case flattenStarted
    case flattenSlice
    case flattenDone
    case flattenStuck
    case cancelAllStarted
    case cancelAllDone
    /// A cancel-all that is not done after a minute still waits for this order.
    case cancelAllUnfinished
    case manualPlaced
    case recentred
    /// The book became stale, crossed or unknown, or came back (reason: which).
    case marketBlocked
    case marketResumed
    /// The mark price (price) is too old, and the mid replaces it; or a new one was reported.
    case markStale
    case markReturned
    /// A mark price that no market makes was refused (price; reason: as for the book).
    case markRefused
    /// The worst price of an exit was brought back to the price collar (price; reason: the price it
    /// had, and the mid).
    case collared
    case gap
    /// A fill for an order that is not among our live ones.
    case unmatchedFill
    /// A fill that was booked before was reported again and ignored.
    case duplicateFill
    /// Another source reported a booked fill differently; the booked one stays.
    case contradictedFill
    case capReached
    /// An attempt filled; any rest is too small for an order.
    case attemptDone
    /// An attempt ended because entries were stopped, or the operator cancelled it.
    case attemptStopped
    /// The venue refused or ended an attempt's order.
    case attemptFailed
    case attemptTimedOut
    /// A side may be finished by one taker order, if every gate passes on a later event.
    case fallbackMarked
    case fallbackDropped
    /// An entry was sent that takes, up to its price.
    case takerSent
    case completionStarted
    case movedByHand
    case repriced
    /// The venue refuses one entry after another as crossing.
    case rejectStorm
    case quitStarted
    case quitSettled
    /// Quitting did not learn the outcome of an entry; if none is named, it is unknown which orders
    /// are live.
    case quitTimedOut
    case alarmsAcknowledged
    /// The operator named an order to be cancelled.
    case cancelledByOperator
    /// The market's phase changed (reason: which, nil if it trades).
    case marketPhase
    /// The circuit breaker tripped (reason's value: raw cause).
    case breakerTripped
    /// The breaker moved to another stage (reason's value: raw stage).
    case breakerStage
    case breakerCleared
    /// The dead-man switch is taken back because lots rely on stops that the venue holds.
    case deadManAside
    case deadManRefused
    /// A flatten waits for orders to end, for a book, or for a comparison with the venue (reason).
    case flattenWaits
    /// The stop of a lot was triggered.
    case stopFired
    /// Stops that are too small alone were sent together (reason's value: the number of lots).
    case stoppedTogether
    /// A triggered stop was sent again with a wider limit (price).
    case stopEscalated
    /// A part of a lot is unprotected.
    case nakedLot
    /// A lot is being closed at the market; the close was given up for a while.
    case lotClosing
    case closeGivenUp
    /// An exit filled though its lot was closed, or for more than the lot had.
    case bothLegsFilled
    /// A slot or a side is in cooldown after a stop-loss; it was freed.
    case benched
    case benchFreed
    /// A lot became its side's runner; its stop moved (price).
    case runnerChosen
    case runnerTrails
    /// The rest of a lot is too small for an order: it was set aside, or joined a lot.
    case dustPooled
    /// A lot is too old, or the market has left its take-profit behind.
    case lotOverdue
    /// A lot (or the rung at a price) was checked as often as one input may cause: the rest waits
    /// for the next input.
    case workBounded
    /// A setting has no effect in this market (reason: which, and why).
    case settingIdle
    /// The process ended and began again; the engine continues from the journal.
    case restarted
    /// The journal can't be written any more, its disk is almost full, or has room again.
    case journalFailed
    case journalSpaceLow
    case journalSpaceBack
    /// The operator answered what a restart found, so entries resume.
    case entriesResumed
  }

  public init(
    _ tag: Tag, at time: Instant, side: Side? = nil, price: Price? = nil, quantity: Quantity? = nil,
    order: ClientOrderID? = nil, lot: PositionID? = nil, reason: Reason? = nil,
    refusal: Refusal? = nil, money: ExactMoney? = nil
  ) {
    self.time = time
    self.tag = tag
    self.side = side
    self.price = price
    self.quantity = quantity
    self.order = order
    self.lot = lot
    self.reason = reason
    self.refusal = refusal
    self.money = money
  }
}

/// The number of a lot, counted up from one within an instance; the client ids of its exits carry
/// it.
@frozen public struct PositionID: Hashable, Comparable, Sendable, Codable {
  public let value: Int64
  @inlinable public init(_ value: Int64) { self.value = value }
  @inlinable public static func < (left: PositionID, right: PositionID) -> Bool {
    left.value < right.value
  }
}
