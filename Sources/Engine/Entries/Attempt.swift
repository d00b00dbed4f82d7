import Market
import Venue

/// A maker-first entry with a deadline, over all the orders that it uses.
///
/// At most one of its orders is live. To move, the order is cancelled, its end is awaited, and the
/// original quantity less what filled is placed again. All its orders fill into one lot, as long as
/// that is open.
struct Attempt: Sendable, Codable {
  /// Its id while it lives; no two attempts have the same. Zero before it has begun.
  var id = AttemptID(0)

  /// What its orders are for: attempt, manual or completion.
  let purpose: Purpose
  let side: Side
  /// The quantity that it was for, whatever filled since.
  let quantity: Quantity
  var stage = AttemptStage.waiting(for: .rest)
  var filled = Quantity.zero
  /// The price that its order has, or last had.
  var price: Price
  /// It stays at its price, because the operator named it.
  var isFixed = false
  /// How far from the best price it was placed, in ticks.
  var offset: Int64 = 0
  var reprices = 0
  /// Refusals in a row because its order would have crossed.
  var rejects = 0
  var startedAt: Instant
  /// `never` if it rests until it fills or is cancelled.
  var deadline: Instant
  /// It is not checked before this moment.
  var lookAt: Instant
  /// The worst price that a taker order of it may have; nil if the slippage cap of the moment
  /// decides.
  var cap: Price?
  /// The lot that its orders fill into, as long as that is open; nil if there is none.
  var lot: LotOfAttempt?
  /// Where its side had last added when it began, if it must keep away from there.
  var awayFrom: Price?
  /// The reason shown for having an order, and at its price, while nothing holds it.
  var told: Reason
  /// What keeps it from having an order, or its order from moving to its target; nil if nothing
  /// does.
  var hold: EntryHold?
  /// What its last order ran into.
  var trouble = AttemptTrouble.none

  var left: Quantity { quantity - min(filled, quantity) }

  /// Index of its live order; nil if none is live.
  var order: Int32? { stage.order }

  /// The reason that is shown for it.
  var reason: Reason { hold?.reason ?? told }

  /// Records why it continues, since nothing holds it.
  mutating func resume(because reason: Reason) {
    told = reason
    hold = nil
  }

  /// Whether no second one may run on its side. A manual order without a deadline is like a rung's.
  var occupiesSide: Bool { deadline < .never }
}

/// The id of an attempt; ids rise in the order in which attempts began.
public struct AttemptID: Hashable, Sendable, Codable {
  public let value: Int64
  public init(_ value: Int64) { self.value = value }
}

/// The lot that an attempt filled into: its index, and its id, because an index is used again.
struct LotOfAttempt: Equatable, Sendable, Codable {
  let index: Int32
  let id: PositionID
}
