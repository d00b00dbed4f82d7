import Market
import Venue

/// Why orders, position and fills are compared with the venue's; the more urgent first.
public enum ReconcileCause: UInt8, CaseIterable, Sendable, Codable {
  /// The engine began.
  case start
  /// A stream that carries orders opened again.
  case reconnect
  /// The account held another position than the fills make.
  case drift
  /// A fill of an order that we do not know.
  case unmatchedFill
  /// Two sources told different things of one fill.
  case contradictedFill
  /// The venue can't list all fills of a moment.
  case unlistedFills
  /// Too many news of orders that we do not know.
  case storm
  /// News of an order that we do not know, or of one in another form than ours.
  case unknownOrder
  /// Many fills in a short time.
  case busy
  /// The private stream said nothing for long.
  case silence
  /// It was time.
  case regular
  /// The operator asked: differences are shown and nothing is done about them.
  case preview

  /// Whether no open leaves until it is done.
  var barsOpens: Bool {
    switch self {
    case .start, .reconnect, .drift, .unmatchedFill, .contradictedFill, .unlistedFills, .storm:
      true
    case .unknownOrder, .busy, .silence, .regular, .preview: false
    }
  }
}

/// Where agreement with the venue stands.
public enum ReconcilePhase: UInt8, CaseIterable, Sendable {
  /// Nothing is known yet of what stands at the venue.
  case starting
  case settled
  /// A stream that carries orders is broken.
  case disconnected
  /// Questions are out.
  case comparing
}

/// One comparison on its way: what it is for, and the answers so far.
struct Round: Sendable, Codable {
  var cause: ReconcileCause
  var begunAt: Instant
  /// When the account and the orders are asked for, or asked for again.
  var accountDue: Instant
  var ordersDue: Instant
  /// When anything of it was asked first; after everything where there was no room for that yet.
  var askedAt = Instant.distantFuture
  /// What an engine that follows another was told first: a list may lack the newest, so it looks twice
  /// before it makes lots of what stands.
  var firstOrders: FirstOrders?
  var orders: [VenueOrder]?
  /// For what moment they were told.
  var ordersAsOf = Instant.distantPast
  var account: AccountState?
  /// Fills are wanted from here on, once that is known, and are in up to there.
  var fillsFrom: Instant?
  var fillsThrough: Instant?

  /// When something of it is to be asked, or asked again.
  var due: Instant {
    min(
      account == nil ? accountDue : .distantFuture, orders == nil ? ordersDue : .distantFuture)
  }

  /// The moment of the first list of orders that came.
  var listedAt: Instant? { firstOrders?.asOf ?? (orders == nil ? nil : ordersAsOf) }
}

/// The first of two lists of open orders.
struct FirstOrders: Sendable, Codable {
  let listed: [VenueOrder]
  let asOf: Instant
  /// When it came.
  let heardAt: Instant
}

/// A difference between the account's position and ours, and the moment of the account that first
/// showed it.
struct Suspicion: Equatable, Sendable, Codable {
  let steps: Int64
  let seen: Instant
}

/// When orders, fills and position are compared with the venue's next.
struct RoundSchedule: Sendable, Codable {
  /// When the next regular comparison, look at fills, and audit are due.
  var roundAt = Instant.distantFuture
  var pollAt = Instant.distantFuture
  var auditAt = Instant.distantFuture
  /// When all is compared once more before entries may go, and what for.
  var againAt = Instant.distantFuture
  var againFor = ReconcileCause.reconnect
  /// When the venue is compared with since fills came quickly, so soon after the last comparison.
  var busyAt = Instant.distantFuture

  var wakeAt: Instant { min(min(roundAt, busyAt), min(pollAt, min(auditAt, againAt))) }
}

/// A fill that was told before the books began, and which way it came.
struct EarlyFill: Sendable, Codable {
  let fill: Fill
  let source: FillSource
}

/// What was told before the books began.
struct UnanchoredNews: Sendable, Codable {
  var fills: [EarlyFill] = []
  var funding: [Funding] = []
  /// Fills of ours that the position had in it when the books began, until the first comparison.
  var included: [Fill] = []
}

/// What came of the comparisons so far.
struct RoundTally: Sendable, Codable {
  var count = 0
  var lastAt = Instant.distantPast
  var lastCause = ReconcileCause.start
  var corrections = 0
}

/// How far the engine agrees with the venue, and when it looks again.
struct Reconciliation: Sendable, Codable {
  var round: Round?
  /// What came up while a round was on its way and needs another one.
  var again: ReconcileCause?
  /// Opens wait until orders, fills and position were compared.
  var barsOpens = true
  /// Which streams stand.
  var isUp = [true, true, true]
  /// Nothing was ever asked.
  var isNew = true
  /// What the books begin with is known.
  var isAnchored = false
  /// Before this moment an order of an engine before this one may yet arrive; before everything
  /// where there was none, or opens were let go since.
  var quietFrom = Instant.distantPast
  /// What is placed or fills from this moment on with our tag can't be of an engine before this one.
  var aloneFrom = Instant.distantFuture
  /// How many comparisons in a row proved nothing, since the list lacked orders known to live.
  var vainLooks = 0
  /// The first comparison is through.
  var hasStarted = false
  /// What came before the books began.
  var unanchored = UnanchoredNews()
  var schedule = RoundSchedule()
  /// All fills up to here were fetched: the poll's own mark, which no other source moves.
  var polledThrough = Instant.distantPast
  /// A drift that one look at the account has shown.
  var suspected: Suspicion?
  /// The moments of the newest fills since the last comparison, to know when they come quickly.
  var fillTimes: [Instant] = []

  /// What the venue said last.
  var account: AccountState?
  /// Opens that stood at the start.
  var standing = StandingOpens()
  /// Those of them that the first plan doesn't want, until they have ended.
  var excess = PerSide<[ClientOrderID]>([])
  var foreign = ForeignOrders()
  /// Orders that another instance sent with our tag.
  var others: [ClientOrderID] = []
  var done = RoundTally()

  var phase: ReconcilePhase {
    if !isStreamUp { return .disconnected }
    if !hasStarted { return .starting }
    return round == nil ? .settled : .comparing
  }

  /// Whether the streams that carry orders and answers stand.
  var isStreamUp: Bool {
    isUp[Int(Channel.orders.rawValue)] && isUp[Int(Channel.requests.rawValue)]
  }

  /// Whether the way of questions and answers stands. What the private stream would have told is
  /// then found out by comparing, while opens wait for the stream.
  var mayAsk: Bool { isUp[Int(Channel.requests.rawValue)] }

  /// Compares all once more at a moment; no open leaves before that is through.
  mutating func lookAgain(at moment: Instant, for cause: ReconcileCause) {
    schedule.againAt = min(schedule.againAt, moment)
    schedule.againFor = cause
  }

  /// Forgets a comparison on its way: what was asked before is not true any more.
  mutating func dropRound() {
    round = nil
    again = nil
  }

  var wakeAt: Instant {
    min(schedule.wakeAt, min(standing.dueAt, round?.due ?? .distantFuture))
  }
}
