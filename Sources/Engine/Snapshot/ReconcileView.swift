import Market
import Venue

/// How far we agree with the venue.
public struct ReconcileView: Equatable, Sendable {
  public var phase = ReconcilePhase.starting
  /// No open leaves until a comparison is through.
  public var barsOpens = true
  /// What the last comparison was for, and when it was done.
  public var lastCause = ReconcileCause.start
  public var lastDone: Instant?
  public var nextAt: Instant?
  public var completed = 0
  /// Orders whose fate is being asked about.
  public var queries = 0
  /// What a forced comparison showed; each can be accepted by its number.
  public var differences: [Difference] = []
  /// One was asked for and is not through.
  public var isPreviewDue = false
  /// What the start does, or did, with the opens that it found standing.
  public var start: StartProposal?
  /// Orders of the account that are not ours.
  public var foreign: [VenueOrder] = []
  /// Foreign orders that stand where the grid wants one: a proposal to the operator, nothing more.
  public var proposals: [ClientOrderID] = []

  public init() {}
}

/// What the books hold against what the venue says.
public struct LedgerView: Equatable, Sendable {
  public var local = Position.flat
  /// The account's, as it was last told.
  public var venue: Position?
  /// The moment for which the venue told it.
  public var venueAsOf: Instant?
  /// Position at the beginning.
  public var anchor = Position.flat
  /// Steps that live orders of each side could still fill.
  public var inFlight = PerSide<Int64>(0)
  /// What could be held either way if everything live filled, as the gates reckon it.
  public var worstLong = Position.flat
  public var worstShort = Position.flat
  /// A drift that one look has shown, in steps.
  public var suspectedDrift: Int64?
  public var adjustments: [Adjustment] = []
  /// What they add to the position and no fill has taken back.
  public var adjusted: Int64 = 0
  public var gaps = 0
  public var sources = SourceCounts()
  /// The newest fills of orders with our tag that we did not know, oldest first.
  public var unmatched: [Fill] = []
  /// The newest tellings of fills that were booked otherwise before, oldest first.
  public var contradictions: [Fill] = []

  public init() {}
}
