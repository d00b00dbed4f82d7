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
  /// Something must be looked at within this input.
  var isDue = false

  /// Whether a freeze or a pause would end anything.
  @inline(__always) var mayBeStopped: Bool {
    areUnderWay || sides.buy.recheck != nil || sides.sell.recheck != nil
  }

  /// Whether the end of an entry may matter to one of them.
  @inline(__always) var areUnderWay: Bool { !live.isEmpty || completion.isAwaited }

  /// The attempt of an order.
  func index(of order: Int32) -> Int? { live.firstIndex { $0.order == order } }

  /// The attempt of that name.
  func index(of id: AttemptID) -> Int? { live.firstIndex { $0.id == id } }

  /// Takes in an attempt and names it. Returns its place.
  mutating func add(_ attempt: Attempt) -> Int {
    lastID += 1
    live.append(attempt)
    live[live.count - 1].id = AttemptID(lastID)
    return live.count - 1
  }

  /// Whether a side has an attempt that no second one may stand beside.
  func occupies(_ side: Side) -> Bool {
    live.contains { $0.side == side && $0.occupiesSide }
  }
}

/// What is known of one side of the attempts.
struct SideOfAttempts: Sendable, Codable {
  /// It may go on with one taker order.
  var recheck: Recheck?
  /// What it last added, and when.
  var lastAdd: LastAdd?
  /// The newest lot there was when its attempt of the cycle last began: its own come after.
  var cycleBegan = PositionID(0)
  /// Why the cycle attempts nothing on it.
  var idle: Reason?
  /// The venue would not have its last attempt, or the operator ended it: it waits so long.
  var hold: AttemptHold?
  /// How often in a row that came for a reason nobody expected.
  var failures: UInt8 = 0
}

/// Where and when a side last added.
struct LastAdd: Sendable, Codable {
  let price: Price
  let time: Instant
}

/// A side that may go on with one taker order, if every gate passes again.
struct Recheck: Sendable, Codable {
  /// What the attempt before it knew.
  let lot: LotOfAttempt?
  let awayFrom: Price?
  let until: Instant
  let quantity: Quantity
  /// It was set by the input that is being folded: only a later one may act on it.
  var isFresh: Bool
}

/// Why a side attempts nothing for a while after its last order ended as it should not have.
struct AttemptHold: Sendable, Codable {
  let hold: EntryHold
  /// `never` where the operator must ask for the next.
  let until: Instant
}

/// Whether one side is brought to what the other has open. No other entry goes out meanwhile.
enum Completion: Equatable, Sendable, Codable {
  case none
  /// A side has less open than the other, where that is to be completed by itself after a while.
  case lagging(Side, since: Instant)
  /// It was asked for and waits until no other entry is live; the worst price it may have.
  case waiting(Side, cap: Price)
  /// Its attempt is out.
  case trading

  /// It waits or is out.
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

  /// A side lags, or none does. Returns since when that side does.
  mutating func follow(_ side: Side?, at now: Instant) -> Instant? {
    if case .lagging(side, let since) = self { return since }
    self = side.map { .lagging($0, since: now) } ?? .none
    return side == nil ? nil : now
  }
}

/// Entries that the venue refused as crossing within the last minute. One is expected; many are a
/// burst and get a name, until they have become half as many.
struct CrossingRefusals: Sendable, Codable {
  private var recent = SlidingSum(seconds: 61)
  private var isNamed = false

  func total(at now: Instant) -> Int { recent.total(at: now) }

  /// Whether they are a burst of so many.
  func areBurst(of limit: Int, at now: Instant) -> Bool {
    isNamed && recent.total(at: now) > limit / 2
  }

  /// Counts one. Returns whether a burst of so many begins with it.
  mutating func count(at now: Instant, burst limit: Int) -> Bool {
    isNamed = areBurst(of: limit, at: now)
    recent.add(1, at: now)
    guard !isNamed, recent.total(at: now) >= limit else { return false }
    isNamed = true
    return true
  }
}
