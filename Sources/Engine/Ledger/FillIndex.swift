import Market
import Venue

/// What tells whether a fill that comes again is the one that was booked.
public struct BookedFill: Equatable, Sendable, Codable {
  public let id: FillID
  public let order: ClientOrderID
  public let side: Side
  public let price: Price
  public let quantity: Quantity

  public init(_ fill: Fill) {
    self.init(
      id: fill.id, order: fill.order, side: fill.side, price: fill.price, quantity: fill.quantity)
  }

  public init(id: FillID, order: ClientOrderID, side: Side, price: Price, quantity: Quantity) {
    self.id = id
    self.order = order
    self.side = side
    self.price = price
    self.quantity = quantity
  }

  /// A digest of order, side, price and size, in 61 bits; the three lowest are zero.
  var digest: UInt64 {
    var hash = StateHash()
    hash.add(order.high)
    hash.add(order.low)
    hash.add(UInt64(side.rawValue))
    hash.add(price.ticks)
    hash.add(quantity.steps)
    return hash.value & ~7
  }
}

/// Fills and funding payments that were booked, that the engine has forgotten, and that the next input
/// repeats.
public struct RecalledFills: Equatable, Sendable, Codable {
  public var fills: [BookedFill] = []
  /// The moments of the payments.
  public var fundings: [Instant] = []

  public init(fills: [BookedFill] = [], fundings: [Instant] = []) {
    self.fills = fills
    self.fundings = fundings
  }

  public var isEmpty: Bool { fills.isEmpty && fundings.isEmpty }
}

/// The durable index of what was booked: it answers for what the engine has forgotten.
///
/// It must know every fill and payment of the moments for which ``Input/fillsKept(bookedBy:)`` was
/// given, however old.
public protocol FillIndex: AnyObject, Sendable {
  /// The fill that was booked under a key; nil if none was.
  func fill(_ id: FillID) throws(FillIndexError) -> BookedFill?

  /// Whether the funding payment of a moment was booked.
  func hasFunding(at moment: Instant) throws(FillIndexError) -> Bool
}

/// Why the index of fills gives no answer.
public enum FillIndexError: Error, Equatable, Sendable {
  /// It can't be read, for the reason that is given.
  case unreadable(String)
}
