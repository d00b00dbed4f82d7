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

/// A difference between the account's position and ours, and the moment of the account that first
/// showed it.
struct Suspicion: Equatable, Sendable, Codable {
  let steps: Int64
  let seen: Instant
}

/// What came of the comparisons so far.
struct RoundTally: Sendable, Codable {
  private(set) var count = 0
  private(set) var lastAt = Instant.distantPast
  private(set) var lastCause = ReconcileCause.start
  private(set) var corrections = 0

  mutating func compared(_ cause: ReconcileCause, at now: Instant) {
    count += 1
    lastAt = now
    lastCause = cause
  }

  /// The position was corrected, or what an order filled.
  mutating func corrected() { corrections += 1 }
}

/// How far the engine agrees with the venue, and when it looks again.
struct Reconciliation: Sendable, Codable {
  private(set) var round: Round?
  /// What came up while a round was on its way and needs another one.
  private(set) var again: ReconcileCause?
  /// Opens wait until orders, fills and position were compared.
  private(set) var barsOpens = true
  /// Which streams stand.
  private(set) var isUp = [true, true, true]
  private(set) var stage = Stage.new
  /// Before this moment an order of an engine before this one may yet arrive; before everything
  /// where there was none, or opens were let go since.
  private(set) var quietFrom = Instant.distantPast
  /// What is placed or fills from this moment on with our tag can't be of an engine before this one.
  private(set) var aloneFrom = Instant.distantFuture
  /// How many comparisons in a row proved nothing, since the list lacked orders known to live.
  private(set) var vainLooks = 0
  /// What came before the books began.
  var unanchored = UnanchoredNews()
  var schedule = RoundSchedule()
  /// All fills up to here were fetched: the poll's own mark, which no other source moves.
  private(set) var polledThrough = Instant.distantPast
  /// A drift that one look at the account has shown.
  private(set) var suspected: Suspicion?
  /// The moments of the newest fills since the last comparison, to know when they come quickly.
  private(set) var fillTimes: [Instant] = []

  /// What the venue said last.
  private(set) var account: AccountState?
  /// Opens that stood at the start.
  var standing = StandingOpens()
  /// Those of them that the first plan doesn't want, until they have ended.
  private(set) var excess = PerSide<[ClientOrderID]>([])
  var foreign = ForeignOrders()
  /// Orders that another instance sent with our tag.
  private(set) var others: [ClientOrderID] = []
  var done = RoundTally()

  /// How far the start has come.
  enum Stage: UInt8, Comparable, CaseIterable, Sendable, Codable {
    /// Nothing was ever asked.
    case new
    case asked
    /// What the books begin with is known.
    case anchored
    /// The first comparison is through.
    case started

    static func < (one: Stage, other: Stage) -> Bool { one.rawValue < other.rawValue }
  }

  @inline(__always) var isAnchored: Bool { stage >= .anchored }
  @inline(__always) var hasStarted: Bool { stage == .started }

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

  var wakeAt: Instant {
    min(schedule.wakeAt, min(standing.dueAt, round?.due ?? .distantFuture))
  }
}

// The start.
extension Reconciliation {
  /// The engine begins.
  ///
  /// - Parameters:
  ///   - quiet: when whatever an engine before this one sent has arrived or can't any more.
  ///   - follows: there was one.
  mutating func begin(quiet: Instant, follows: Bool) {
    stage = .asked
    aloneFrom = quiet
    if follows { quietFrom = quiet }
  }

  /// The books begin with what the account held at a moment.
  mutating func anchor(asOf moment: Instant) {
    stage = max(stage, .anchored)
    polledThrough = moment
  }

  /// An open that stands is none that the first plan wants; it bars its side until it has ended.
  mutating func awaitEnd(of id: ClientOrderID, _ side: Side) { excess[side].append(id) }

  /// What stood at the start was kept or is being cancelled: opens go.
  mutating func endStart() {
    standing.keepBackAlone(false)
    barsOpens = false
  }
}

// One comparison.
extension Reconciliation {
  mutating func begin(_ cause: ReconcileCause, at now: Instant) { round = Round(cause, at: now) }

  /// What comes up while one is on its way follows it, the most urgent of all.
  mutating func queue(_ cause: ReconcileCause) {
    if cause.rawValue < again?.rawValue ?? .max { again = cause }
  }

  mutating func on(_ news: Round.News) { round?.on(news) }

  /// Forgets a comparison on its way: what was asked before is not true any more.
  mutating func dropRound() {
    round = nil
    again = nil
  }

  /// One is through; the next regular one is due after so many nanoseconds. Returns what came up meanwhile
  /// and needs another one.
  mutating func finish(
    _ cause: ReconcileCause, at now: Instant, again wait: Int64
  ) -> ReconcileCause? {
    defer { again = nil }
    round = nil
    if cause == .start { stage = .started }
    unanchored.forgetIncluded()
    fillTimes.removeAll(keepingCapacity: true)
    schedule.compared(at: now, again: wait)
    done.compared(cause, at: now)
    return again
  }

  /// No open leaves before a comparison is through. Returns whether any could.
  mutating func barOpens() -> Bool {
    standing.keepBackAlone(false)
    defer { barsOpens = true }
    return !barsOpens
  }

  /// One lacked orders known to live, so it proved nothing: all is compared once more, later each time.
  mutating func lookedInVain(at now: Instant) {
    let wait = Retry.nanoseconds << Int64(min(vainLooks, 3))
    vainLooks += 1
    schedule.lookAgain(at: now.advanced(byNanoseconds: wait), for: .reconnect)
  }

  mutating func lookedWell() { vainLooks = 0 }

  /// Nothing bars opens any more but what stood at the start.
  mutating func letOpensGo() {
    quietFrom = .distantPast
    guard standing.isEmpty else { return standing.keepBackAlone(true) }
    barsOpens = false
  }
}

// What is heard of the account and of the channels.
extension Reconciliation {
  /// Takes in the account. Returns whether it is not older than the last.
  mutating func hear(_ account: AccountState) -> Bool {
    if let last = self.account, account.asOf < last.asOf { return false }
    self.account = account
    return true
  }

  /// All fills up to a moment are in.
  mutating func hearFills(through moment: Instant) { polledThrough = max(polledThrough, moment) }

  /// A fill was booked. Returns how many were within so many nanoseconds, since the last comparison.
  mutating func count(fillAt now: Instant, within window: Int64) -> Int {
    // The oldest come first, so mostly one look is enough.
    if let oldest = fillTimes.first, now.nanoseconds(since: oldest) > window {
      fillTimes.removeAll { now.nanoseconds(since: $0) > window }
    }
    fillTimes.append(now)
    return fillTimes.count
  }

  /// The account holds another position than the fills make.
  mutating func suspect(_ steps: Int64, seen moment: Instant) {
    suspected = Suspicion(steps: steps, seen: moment)
  }

  /// It holds the same, or the difference was corrected.
  mutating func trust() { suspected = nil }

  /// Another instance sends with our tag.
  mutating func note(other id: ClientOrderID) { others.append(id) }

  /// A list came: only those that stand are remembered.
  mutating func keepOthers(standing listed: [VenueOrder]) {
    others = listed.map(\.id).filter(others.contains)
  }

  mutating func learn(_ channel: Channel, isUp: Bool) { self.isUp[Int(channel.rawValue)] = isUp }

  /// A stream that carries orders broke: while it is broken, all is compared from a moment on.
  mutating func disconnected(compareAt moment: Instant) {
    dropRound()
    barsOpens = true
    schedule.compareNext(at: moment)
  }
}
