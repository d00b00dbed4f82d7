import Market
import Venue

/// All attempts, oldest first, and what is known of each side beside them.
struct Attempts: Sendable, Codable {
  var live: [Attempt] = []
  var sides = PerSide(SideOfAttempts())
  /// The id of the attempt that began last.
  private var lastID: Int64 = 0
  var completion = Completion.none
  var crossings = CrossingRefusals()
  /// Something must be checked within this input.
  var isDue = false

  /// Whether a freeze or a pause would end anything.
  @inline(__always) var mayBeStopped: Bool {
    areUnderWay || sides.buy.recheck != nil || sides.sell.recheck != nil
  }

  /// Whether the end of an entry may matter to one of them.
  @inline(__always) var areUnderWay: Bool { !live.isEmpty || completion.isAwaited }

  /// The place of the attempt that has an order; nil if none has it.
  func index(of order: Int32) -> Int? { live.firstIndex { $0.order == order } }

  /// The place of the attempt with that id; nil if there is none.
  func index(of id: AttemptID) -> Int? { live.firstIndex { $0.id == id } }

  /// Adds an attempt and gives it an id. Returns its place.
  mutating func add(_ attempt: Attempt) -> Int {
    lastID += 1
    live.append(attempt)
    live[live.count - 1].id = AttemptID(lastID)
    return live.count - 1
  }

  /// Whether a side has an attempt that excludes a second one.
  func occupies(_ side: Side) -> Bool {
    live.contains { $0.side == side && $0.occupiesSide }
  }
}

/// What is known of one side of the attempts.
struct SideOfAttempts: Sendable, Codable {
  /// It may continue with one taker order; nil if it may not.
  var recheck: Recheck?
  /// Where and when it last added; nil before the first time.
  var lastAdd: LastAdd?
  /// The newest lot when its last attempt of the cycle began: its own lots are newer.
  var cycleBegan = PositionID(0)
  /// Why the cycle attempts nothing on it; nil if nothing keeps it from that.
  var idle: Reason?
  /// The venue refused or ended its last attempt, or the operator ended it: the side waits.
  var hold: AttemptHold?
  /// How often in a row that happened because of an unexpected error.
  var failures: UInt8 = 0
}

/// Where and when a side last added.
struct LastAdd: Sendable, Codable {
  let price: Price
  let time: Instant
}

/// A side that may continue with one taker order, if every gate passes again.
struct Recheck: Sendable, Codable {
  /// What the attempt before it had.
  let lot: LotOfAttempt?
  let awayFrom: Price?
  let until: Instant
  let quantity: Quantity
  /// It was set by the input that is being folded: only a later one may act on it.
  var isFresh: Bool
}

/// Why a side attempts nothing for a while after its last order ended abnormally.
struct AttemptHold: Sendable, Codable {
  let hold: EntryHold
  /// `never` if the operator must ask for the next.
  let until: Instant
}

/// Whether one side is being brought to what the other has open. No other entry is sent while that
/// is under way.
enum Completion: Equatable, Sendable, Codable {
  case none
  /// A side has less open than the other, and is to be completed automatically after a while.
  case lagging(Side, since: Instant)
  /// It was requested and waits until no other entry is live; `cap` is the worst price it may have.
  case waiting(Side, cap: Price)
  /// Its attempt is running.
  case trading

  /// It waits or trades.
  var isUnderWay: Bool {
    switch self {
    case .none, .lagging: false
    case .waiting, .trading: true
    }
  }

  /// The end of an entry may let it begin.
  @inline(__always) var isAwaited: Bool {
    switch self {
    case .waiting: true
    case .none, .lagging, .trading: false
    }
  }

  /// Follows which side lags; nil if none does. Returns since when that side has lagged.
  mutating func follow(_ side: Side?, at now: Instant) -> Instant? {
    if case .lagging(side, let since) = self { return since }
    self = side.map { .lagging($0, since: now) } ?? .none
    return side == nil ? nil : now
  }
}

/// Entries that the venue refused as crossing within the last minute. One is expected. From a limit
/// on they are a burst, until they fall to half of the limit.
struct CrossingRefusals: Sendable, Codable {
  private var recent = SlidingSum(seconds: 61)
  private var isNamed = false

  func total(at now: Instant) -> Int { recent.total(at: now) }

  /// Whether they still are a burst that began at `limit`.
  func areBurst(of limit: Int, at now: Instant) -> Bool {
    isNamed && recent.total(at: now) > limit / 2
  }

  /// Counts one. Returns whether a burst begins with it.
  mutating func count(at now: Instant, burst limit: Int) -> Bool {
    isNamed = areBurst(of: limit, at: now)
    recent.add(1, at: now)
    guard !isNamed, recent.total(at: now) >= limit else { return false }
    isNamed = true
    return true
  }
}
