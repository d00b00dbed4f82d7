import Market
import Venue

/// A maker-first open with a deadline, over all the orders it takes.
///
/// At most one order of it is live: what moves is cancelled, its end awaited, and the original less
/// what filled is placed anew. All its orders fill into one lot, as long as that is open.
struct Attempt: Sendable, Digested {
  /// Its name while it lives; no two have the same. Zero before it has begun.
  var id = AttemptID(0)
  /// Where it is in its life.
  enum Phase: UInt8, Sendable {
    /// An order of it rests, or is on its way.
    case resting
    /// Its order is being cancelled, to be placed elsewhere.
    case moving
    /// None is live: it waits for a gate or for its back-off.
    case waiting
    /// Its time is over; the order's outcome is awaited.
    case timingOut
    /// A taker order finishes it.
    case fallingBack
  }

  /// What its orders are for: attempt, manual or completion.
  let purpose: Purpose
  let side: Side
  /// What it was for, whatever filled since.
  let quantity: Quantity
  var phase = Phase.waiting
  var filled = Quantity.zero
  /// The price it stands at, or last stood at.
  var price: Price
  /// It stays at its price: the operator named it.
  var isFixed = false
  /// Its next order takes, at a protected price.
  var takes = false
  /// How far from the best price it was put, in ticks.
  var offset: Int64 = 0
  var reprices = 0
  /// Refusals in a row as crossing.
  var rejects = 0
  var startedAt: Instant
  var deadline: Instant
  /// Not looked at before.
  var lookAt: Instant
  /// The worst price a taker order of it may have; nothing where the slippage cap of the moment
  /// decides.
  var cap: Price?
  /// The lot that its orders fill into, as long as that is open.
  var lot: (index: Int32, id: PositionID)?
  /// Where its side had last added when it began, if that keeps it away.
  var awayFrom: Price?
  /// What is told of why it is out, and is where it is, while nothing holds it.
  var told: Reason
  /// What keeps it from having an order, or its order from moving to its target.
  var hold: EntryHold?
  /// Index of its live order; negative where there is none.
  var order: Int32 = -1
  /// Why the venue refused its last order, until that is taken up.
  var refusal: Refusal?
  /// What its last order ran into, or the way to the venue did, until it makes another.
  var error = ErrorClass.expected
  /// It was stopped while its order was out, and why: it ends with that.
  var stopped: Reason?

  var left: Quantity { quantity - min(filled, quantity) }

  /// What is told of it.
  var reason: Reason { hold?.reason ?? told }

  /// Notes why it goes on, since nothing holds it.
  mutating func goOn(because reason: Reason) {
    told = reason
    hold = nil
  }

  /// Whether no second one may stand on its side: an order by hand without a deadline is like a
  /// rung's.
  var occupiesSide: Bool { deadline < .distantFuture }

  /// Notes its next live order, which ran into nothing yet.
  mutating func begin(_ order: Int32, _ phase: Phase) {
    self.order = order
    self.phase = phase
    refusal = nil
    error = .expected
  }

  func digest(into hash: inout StateHash) {
    hash.add(
      id, purpose, side, quantity, phase, filled, price, isFixed, takes, offset, reprices, rejects,
      startedAt, deadline, lookAt, cap, lot?.index, lot?.id, awayFrom, told, hold, order, refusal,
      error, stopped)
  }
}

/// What an attempt is called, in the order in which they began.
public struct AttemptID: Hashable, Sendable, Digested {
  public let value: Int64
  public init(_ value: Int64) { self.value = value }

  func digest(into hash: inout StateHash) {
    hash.add(value)
  }
}

/// A side that may go on with one taker order, if every gate passes again.
struct Recheck: Sendable, Digested {
  /// What the attempt before it knew.
  var lot: (index: Int32, id: PositionID)?
  var awayFrom: Price?
  var until: Instant
  var quantity: Quantity
  /// It was set by the input that is being folded: only a later one may act on it.
  var isFresh = true

  func digest(into hash: inout StateHash) {
    hash.add(lot?.index, lot?.id, awayFrom, until, quantity, isFresh)
  }
}

/// All attempts, oldest first, and what is known of each side beside them.
struct Attempts: Sendable, Digested {
  var live: [Attempt] = []
  var rechecks = PerSide<Recheck?>(nil)
  /// What a side last added, and when.
  var lastAdd = PerSide<(price: Price, time: Instant)?>(nil)
  /// The newest lot there was when a side's attempt of the cycle last began: its own come after.
  var cycleBegan = PerSide(PositionID(0))
  /// The id of the attempt that began last.
  var lastID: Int64 = 0
  /// Why a side of the cycle mode attempts nothing.
  var idle = PerSide<Reason?>(nil)
  /// A side whose attempt the venue would not have waits so long.
  var holds = PerSide<AttemptHold?>(nil)
  /// How often in a row that came for a reason nobody expected.
  var failures = PerSide<UInt8>(0)
  /// A completion was asked for on a side and waits until no other open is live.
  var completing: Completion?
  /// A completion waits or is out: no other opens meanwhile.
  var isCompleting = false
  /// Which side has less open than the other, and since when, where that is followed.
  var lacking: (side: Side, since: Instant)?
  /// Refusals as crossing within the last minute, and whether they were named a storm.
  var crossings = SlidingSum(seconds: 61)
  var stormed = false
  /// Something must be looked at within this input.
  var isDue = false
  /// When something must be looked at.
  var wakeAt = Instant.distantFuture

  /// Whether a freeze or a pause would end anything.
  @inline(__always) var mayBeStopped: Bool {
    !live.isEmpty || completing != nil || rechecks.buy != nil || rechecks.sell != nil
  }

  /// Whether the end of an open may matter to one of them.
  @inline(__always) var areUnderWay: Bool { !live.isEmpty || completing != nil }

  mutating func wake(at moment: Instant) { wakeAt = min(wakeAt, moment) }

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

  func digest(into hash: inout StateHash) {
    hash.add(
      live, rechecks, lastAdd.buy?.price, lastAdd.buy?.time, lastAdd.sell?.price,
      lastAdd.sell?.time, cycleBegan, lastID, idle, holds, failures, completing, isCompleting,
      lacking?.side, lacking?.since, crossings, stormed, isDue, wakeAt)
  }
}

/// Why a side attempts nothing for a while after its last order ended as it should not have.
struct AttemptHold: Sendable, Digested {
  var hold: EntryHold
  var until: Instant

  func digest(into hash: inout StateHash) {
    hash.add(hold, until)
  }
}

/// A completion that has not begun to trade.
struct Completion: Sendable, Digested {
  var side: Side
  var cap: Price

  func digest(into hash: inout StateHash) {
    hash.add(side, cap)
  }
}
