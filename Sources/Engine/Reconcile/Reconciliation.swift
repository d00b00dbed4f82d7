import Market
import Venue

/// Why orders, position and fills are compared with the venue's. More urgent causes come first.
public enum ReconcileCause: UInt8, CaseIterable, Sendable, Codable {
  /// The engine started.
  case start
  /// A stream that carries orders opened again.
  case reconnect
  /// The account's position differs from what the fills make.
  case drift
  /// A fill came for an order that we don't know.
  case unmatchedFill
  /// Two sources reported the same fill differently.
  case contradictedFill
  /// The venue can't list all fills of one moment.
  case unlistedFills
  /// Too many updates came for orders that we don't know.
  case storm
  /// An update came for an order that we don't know, or for one that differs from ours.
  case unknownOrder
  /// Many fills in a short time.
  case busy
  /// The private stream was silent for too long.
  case silence
  /// The regular comparison was due.
  case regular
  /// The operator asked: differences are shown, and nothing is done about them.
  case preview

  /// Whether no entry is sent until the comparison is complete.
  var barsOpens: Bool {
    switch self {
    case .start, .reconnect, .drift, .unmatchedFill, .contradictedFill, .unlistedFills, .storm:
      true
    case .unknownOrder, .busy, .silence, .regular, .preview: false
    }
  }
}

/// The state of agreement with the venue.
public enum ReconcilePhase: UInt8, CaseIterable, Sendable {
  /// It is not known yet what is live at the venue.
  case starting
  case settled
  /// A stream that carries orders is broken.
  case disconnected
  /// A comparison is under way.
  case comparing
}

/// A difference between the account's position and ours, and the moment of the account state that
/// first showed it.
struct Suspicion: Equatable, Sendable, Codable {
  let steps: Int64
  let seen: Instant
}

/// Results of the comparisons so far.
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

  /// The position was corrected, or an order's filled size.
  mutating func corrected() { corrections += 1 }
}

/// How far the engine agrees with the venue, and when it checks again.
struct Reconciliation: Sendable, Codable {
  private(set) var round: Round?
  /// The cause of another comparison that came up while one was under way.
  private(set) var again: ReconcileCause?
  /// Entries wait until orders, fills and position were compared.
  private(set) var barsOpens = true
  /// Which channels are up, by their raw value.
  private(set) var isUp = [true, true, true]
  private(set) var stage = Stage.new
  /// Before this moment an order of an earlier engine may still arrive. The distant past if there
  /// was no earlier engine, or entries were allowed since.
  private(set) var quietFrom = Instant.distantPast
  /// What is placed or fills with our tag from this moment on can't come from an earlier engine.
  private(set) var aloneFrom = Instant.distantFuture
  /// How many comparisons in a row proved nothing because the list lacked orders known to be live.
  private(set) var vainLooks = 0
  /// Reports that came before the books began.
  var unanchored = UnanchoredNews()
  var schedule = RoundSchedule()
  /// All fills up to here were fetched. This is the poll's own mark: no other source of fills moves
  /// it.
  private(set) var polledThrough = Instant.distantPast
  /// A drift that only one look at the account has shown.
  private(set) var suspected: Suspicion?
  /// The times of the newest fills since the last comparison, to tell when fills come quickly.
  private(set) var fillTimes: [Instant] = []

  /// The venue's newest report of the account.
  private(set) var account: AccountState?
  /// Entries that were live at the start.
  var standing = StandingOpens()
  /// Those of them that the first plan doesn't want, until they have ended.
  private(set) var excess = PerSide<[ClientOrderID]>([])
  var foreign = ForeignOrders()
  /// Orders that another instance sent with our tag.
  private(set) var others: [ClientOrderID] = []
  var done = RoundTally()

  /// How far the start has come.
  enum Stage: UInt8, Comparable, CaseIterable, Sendable, Codable {
    /// Nothing has been asked yet.
    case new
    case asked
    /// The state that the books begin with is known.
    case anchored
    /// The first comparison is complete.
    case started

    static func < (one: Stage, other: Stage) -> Bool { one.rawValue < other.rawValue }
  }

  @inline(__always) var isAnchored: Bool { stage >= .anchored }
  @inline(__always) var hasStarted: Bool { stage == .started }

  /// Whether an ended process may have sent what is not known here yet.
  var isCatchingUp: Bool { hasStarted && quietFrom > .distantPast }

  var phase: ReconcilePhase {
    if !isStreamUp { return .disconnected }
    if !hasStarted { return .starting }
    return round == nil ? .settled : .comparing
  }

  /// Whether the channels that carry orders and answers are up.
  var isStreamUp: Bool {
    isUp[Int(Channel.orders.rawValue)] && isUp[Int(Channel.requests.rawValue)]
  }

  /// Whether the request channel is up. While the private stream is down, comparisons find out what
  /// it would have reported, and entries wait for it.
  var mayAsk: Bool { isUp[Int(Channel.requests.rawValue)] }

  var wakeAt: Instant {
    min(schedule.wakeAt, min(standing.dueAt, round?.due ?? .distantFuture))
  }
}

// The start.
extension Reconciliation {
  /// The engine starts.
  ///
  /// - Parameters:
  ///   - quiet: the moment from which whatever an earlier engine sent has arrived or no longer
  ///     can.
  ///   - follows: whether there was an earlier engine.
  mutating func begin(quiet: Instant, follows: Bool) {
    stage = .asked
    aloneFrom = quiet
    if follows { quietFrom = quiet }
  }

  /// The books begin with the account's state at a moment.
  mutating func anchor(asOf moment: Instant) {
    stage = max(stage, .anchored)
    polledThrough = moment
  }

  /// The first plan doesn't want this live entry. It bars its side until it has ended.
  mutating func awaitEnd(of id: ClientOrderID, _ side: Side) { excess[side].append(id) }

  /// Entries found at the start were kept or are being cancelled: entries are allowed.
  mutating func endStart() {
    standing.keepBackAlone(false)
    barsOpens = false
  }
}

// A process that began again.
extension Reconciliation {
  /// The process began again: no entry is sent before a comparison, nor before a moment from which
  /// on whatever it sent before has arrived or expired.
  ///
  /// - Parameter quiet: that moment.
  mutating func restart(quiet: Instant) {
    dropRound()
    trust()
    barsOpens = true
    quietFrom = quiet
    aloneFrom = quiet
  }
}

// One comparison.
extension Reconciliation {
  mutating func begin(_ cause: ReconcileCause, at now: Instant) { round = Round(cause, at: now) }

  /// A cause that comes up while a comparison is under way is dealt with after it; only the most
  /// urgent one is kept.
  mutating func queue(_ cause: ReconcileCause) {
    if cause.rawValue < again?.rawValue ?? .max { again = cause }
  }

  mutating func on(_ news: Round.News) { round?.on(news) }

  /// Drops the comparison under way: its answers no longer count.
  mutating func dropRound() {
    round = nil
    again = nil
  }

  /// A comparison is complete; the next regular one is due after `wait` nanoseconds. Returns the
  /// cause that came up meanwhile and needs another one; nil if none did.
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

  /// No entry is sent before a comparison is complete. Returns true if entries were allowed until
  /// now.
  mutating func barOpens() -> Bool {
    standing.keepBackAlone(false)
    defer { barsOpens = true }
    return !barsOpens
  }

  /// The list lacked orders known to be live, so the comparison proved nothing. Another follows,
  /// later each time.
  mutating func lookedInVain(at now: Instant) {
    let wait = Retry.nanoseconds << Int64(min(vainLooks, 3))
    vainLooks += 1
    schedule.lookAgain(at: now.advanced(byNanoseconds: wait), for: .reconnect)
  }

  mutating func lookedWell() { vainLooks = 0 }

  /// Only the entries found at the start may still bar entries.
  mutating func letOpensGo() {
    quietFrom = .distantPast
    guard standing.isEmpty else { return standing.keepBackAlone(true) }
    barsOpens = false
  }
}

// Reports of the account and of the channels.
extension Reconciliation {
  /// Takes in a report of the account. Returns false if it is older than the last.
  mutating func hear(_ account: AccountState) -> Bool {
    if let last = self.account, account.asOf < last.asOf { return false }
    self.account = account
    return true
  }

  /// All fills up to a moment are in.
  mutating func hearFills(through moment: Instant) { polledThrough = max(polledThrough, moment) }

  /// A fill was booked. Returns how many fills came within the last `window` nanoseconds since the
  /// last comparison.
  mutating func count(fillAt now: Instant, within window: Int64) -> Int {
    // The oldest come first, so the first one mostly decides.
    if let oldest = fillTimes.first, now.nanoseconds(since: oldest) > window {
      fillTimes.removeAll { now.nanoseconds(since: $0) > window }
    }
    fillTimes.append(now)
    return fillTimes.count
  }

  /// The account's position differs from what the fills make.
  mutating func suspect(_ steps: Int64, seen moment: Instant) {
    suspected = Suspicion(steps: steps, seen: moment)
  }

  /// The account's position agrees, or the difference was corrected.
  mutating func trust() { suspected = nil }

  /// Another instance sends orders with our tag.
  mutating func note(other id: ClientOrderID) { others.append(id) }

  /// A list came: only its orders are remembered.
  mutating func keepOthers(standing listed: [VenueOrder]) {
    others = listed.map(\.id).filter(others.contains)
  }

  mutating func learn(_ channel: Channel, isUp: Bool) { self.isUp[Int(channel.rawValue)] = isUp }

  /// A channel that carries orders or answers broke. While it is down, the next comparison is due
  /// at a moment.
  mutating func disconnected(compareAt moment: Instant) {
    dropRound()
    barsOpens = true
    schedule.compareNext(at: moment)
  }
}
