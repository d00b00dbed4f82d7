import Market
import Venue

/// One line of the engine's log, as facts; the screen makes words of it.
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
    /// An exit filled; money is what that part of the lot made, after its fees and funding.
    case exitFilled
    /// Nothing of a lot is left; money is what it made in all, after all fees and funding.
    case lotClosed
    case rejected
    /// An order ended at the venue that we did not cancel.
    case endedAtVenue
    case cancelRefused
    /// Nobody says what became of a new order; it counts as live.
    case outcomeUnknown
    /// An order of unknown outcome stands after all.
    case outcomeKnown
    /// A new order certainly did not get through (reason: which failure).
    case notSent
    /// An order stands at the venue that carries our tag and that we did not know.
    case adopted
    /// What the start will do with an order that stands.
    case willKeep
    case willCancel
    /// What the start does was shown (reason's value: how many it places).
    case startShown
    /// The venue has an order otherwise, or doesn't list it.
    case differsAtVenue
    /// Orders, fills and position were compared (reason: why).
    case reconciled
    /// The position at the start became a lot.
    case seeded
    /// The position was moved without a fill (reason: by how much).
    case adjusted
    /// A late fill took an adjustment back.
    case adjustmentReversed
    /// A fill showed that others are missing (reason: position before it, and ours).
    case fillGap
    /// A page was full of fills of one moment, and the venue can list no others of it (reason: how many
    /// fills, and which moment).
    case fillsUnlisted
    /// The day's fills are looked at again.
    case fillsAudited
    /// The account's fills were not seen for too long (reason: why), and were seen again.
    case fillsUnseen
    case fillsSeen
    /// A fill of the account that is not of an order of ours.
    case foreignFill
    case unknownOrderStorm
    /// An order stands that another instance sent with our tag.
    case otherInstance
    /// A stream broke, opened, or is opened anew (reason: which).
    case disconnected
    case connected
    case channelSilent
    /// The margin did not carry an open: its side waits; it changed, and the sides go on.
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
    /// After a minute a cancel-all still has this order to wait for.
    case cancelAllUnfinished
    case manualPlaced
    case recentred
    /// The book went stale, crossed or unknown, or came back (reason says which).
    case marketBlocked
    case marketResumed
    /// The mark price (price) is too old to go by, and the mid stands in; or it is told again.
    case markStale
    case markReturned
    /// A mark price that no market makes was not believed (price; reason: as for the book).
    case markRefused
    /// What an exit may reach was brought to the price collar (price; reason: where it lay, and the
    /// mid).
    case collared
    case gap
    /// A fill for an order that is not among our live ones.
    case unmatchedFill
    /// A fill that was applied before came again and was ignored.
    case duplicateFill
    /// Another source told something else of a fill that was booked before; that one stands.
    case contradictedFill
    case capReached
    /// An attempt filled; what is left of it, if anything, is too small for an order.
    case attemptDone
    /// An attempt ended because opens were switched off, or the operator cancelled it.
    case attemptStopped
    /// The venue refused or ended an attempt's order.
    case attemptFailed
    case attemptTimedOut
    /// A side may be finished by one taker order, if every gate passes on a later event.
    case fallbackMarked
    case fallbackDropped
    /// An open went out that takes, up to its price.
    case takerSent
    case completionStarted
    case movedByHand
    case repriced
    /// The venue refuses one open after another as crossing.
    case rejectStorm
    case quitStarted
    case quitSettled
    /// Quitting did not learn what became of an open; where none is named, what stands at all.
    case quitTimedOut
    case alarmsAcknowledged
    /// The operator named an order to be cancelled.
    case cancelledByOperator
    /// The market trades otherwise than before (reason: how, nothing where it trades).
    case marketPhase
    /// The circuit breaker tripped (reason's value: raw cause).
    case breakerTripped
    /// It went on to another stage (reason's value: raw stage).
    case breakerStage
    case breakerCleared
    /// The dead-man switch stands aside for stops that the venue holds.
    case deadManAside
    case deadManRefused
    /// A flatten waits for orders to end, for a book, or to be compared with the venue (reason).
    case flattenWaits
    /// The stop of a lot went off.
    case stopFired
    /// Stops that are too small alone left together (reason's value: of how many lots).
    case stoppedTogether
    /// A stop that went off was sent again with a wider limit (price).
    case stopEscalated
    /// A part of a lot is protected by nobody.
    case nakedLot
    /// A lot is being closed at the market; that was given up for a while.
    case lotClosing
    case closeGivenUp
    /// A leg filled though its lot was closed, or for more than it had.
    case bothLegsFilled
    /// A slot or a side waits after a stop-loss; it was freed.
    case benched
    case benchFreed
    /// A lot became its side's runner; its stop moved (price).
    case runnerChosen
    case runnerTrails
    /// What is left of a lot is too small for an order: it was set aside, or joined a lot.
    case dustPooled
    /// A lot is too old, or the market has left its take-profit behind.
    case lotOverdue
    /// A lot (or the rung at a price) was looked at as often as one input may cause: it goes on with the
    /// next.
    case workBounded
    /// Something that is set can do nothing in this market (reason: what, and why).
    case settingIdle
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

/// The number of a lot, counted up from one within an instance; its legs' client ids carry it.
@frozen public struct PositionID: Hashable, Comparable, Sendable, Codable {
  public let value: Int64
  @inlinable public init(_ value: Int64) { self.value = value }
  @inlinable public static func < (left: PositionID, right: PositionID) -> Bool {
    left.value < right.value
  }
}
