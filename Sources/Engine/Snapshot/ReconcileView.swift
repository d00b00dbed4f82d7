import Market
import Venue

/// How far our books agree with the venue.
public struct ReconcileView: Equatable, Sendable {
  public var phase = ReconcilePhase.starting
  /// No entry is sent until a comparison is complete.
  public var barsOpens = true
  /// Why the last comparison was made, and when it was completed; nil before the first.
  public var lastCause = ReconcileCause.start
  public var lastDone: Instant?
  public var nextAt: Instant?
  public var completed = 0
  /// Orders whose outcome is being queried.
  public var queries = 0
  /// Differences that a forced comparison found; each can be accepted by its number.
  public var differences: [Difference] = []
  /// A forced comparison was asked for and is not complete.
  public var isPreviewDue = false
  /// What the start does, or did, with the live entries that it found.
  public var start: StartProposal?
  /// Entries found at the start that are still live and whose fate is not decided yet: those that the first plan may
  /// keep, and those that are cancelled whatever it wants.
  public var mayKeep: [ClientOrderID] = []
  public var willCancel: [ClientOrderID] = []
  /// Foreign orders on the account.
  public var foreign: [VenueOrder] = []
  /// Foreign orders at a price where the grid wants an order: only a proposal to the operator.
  public var proposals: [ClientOrderID] = []

  public init() {}
}

/// Our books compared with what the venue reports.
public struct LedgerView: Equatable, Sendable {
  public var local = Position.flat
  /// The account's position as last reported; nil before the first report.
  public var venue: Position?
  /// The moment of that report, by the venue's clock.
  public var venueAsOf: Instant?
  /// The position that the books began with.
  public var anchor = Position.flat
  /// Steps that live orders of each side could still fill.
  public var inFlight = PerSide<Int64>(0)
  /// What could be held on either side if everything live filled, as the gates compute it.
  public var worstLong = Position.flat
  public var worstShort = Position.flat
  /// A drift that only one look has shown, in steps.
  public var suspectedDrift: Int64?
  public var adjustments: [Adjustment] = []
  /// What the adjustments add to the position, without what fills have reversed; in steps.
  public var adjusted: Int64 = 0
  public var gaps = 0
  public var sources = SourceCounts()
  /// The newest fills of orders with our tag that we did not know, oldest first.
  public var unmatched: [Fill] = []
  /// The newest reports of fills that were already booked differently, oldest first.
  public var contradictions: [Fill] = []

  public init() {}
}
