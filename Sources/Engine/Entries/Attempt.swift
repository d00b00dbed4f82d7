import Market
import Venue

/// A maker-first entry with a deadline, over all the orders it takes.
///
/// At most one order of it is live: what moves is cancelled, its end awaited, and the original less
/// what filled is placed anew. All its orders fill into one lot, as long as that is open.
struct Attempt: Sendable, Codable {
  /// Its name while it lives; no two have the same. Zero before it has begun.
  var id = AttemptID(0)

  /// What its orders are for: attempt, manual or completion.
  let purpose: Purpose
  let side: Side
  /// What it was for, whatever filled since.
  let quantity: Quantity
  var stage = AttemptStage.waiting(for: .rest)
  var filled = Quantity.zero
  /// The price it stands at, or last stood at.
  var price: Price
  /// It stays at its price: the operator named it.
  var isFixed = false
  /// How far from the best price it was put, in ticks.
  var offset: Int64 = 0
  var reprices = 0
  /// Refusals in a row as crossing.
  var rejects = 0
  var startedAt: Instant
  /// `never` where it stands until it fills or is cancelled.
  var deadline: Instant
  /// Not looked at before.
  var lookAt: Instant
  /// The worst price a taker order of it may have; nothing where the slippage cap of the moment
  /// decides.
  var cap: Price?
  /// The lot that its orders fill into, as long as that is open.
  var lot: LotOfAttempt?
  /// Where its side had last added when it began, if that keeps it away.
  var awayFrom: Price?
  /// What is told of why it is out, and is where it is, while nothing holds it.
  var told: Reason
  /// What keeps it from having an order, or its order from moving to its target.
  var hold: EntryHold?
  /// What its last order ran into.
  var trouble = AttemptTrouble.none

  var left: Quantity { quantity - min(filled, quantity) }

  /// Index of its live order.
  var order: Int32? { stage.order }

  /// What is told of it.
  var reason: Reason { hold?.reason ?? told }

  /// Notes why it goes on, since nothing holds it.
  mutating func goOn(because reason: Reason) {
    told = reason
    hold = nil
  }

  /// Whether no second one may stand on its side: an order by hand without a deadline is like a
  /// rung's.
  var occupiesSide: Bool { deadline < .never }
}

/// What an attempt is called, in the order in which they began.
public struct AttemptID: Hashable, Sendable, Codable {
  public let value: Int64
  public init(_ value: Int64) { self.value = value }
}

/// The lot that an attempt filled into: where it lies, and its id, since its place is used again.
struct LotOfAttempt: Equatable, Sendable, Codable {
  let index: Int32
  let id: PositionID
}
