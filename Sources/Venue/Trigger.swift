import Market

/// Which price sets off a trigger order.
@frozen public enum TriggerReference: UInt8, CaseIterable, Sendable, Codable {
  case mark
  /// The last trade.
  case last
  /// The best price of the side it would trade with.
  case oppositeBest
}

/// Some of the prices that can set off a trigger order.
@frozen public struct TriggerReferences: OptionSet, Hashable, Sendable, Codable {
  public let rawValue: UInt8

  public init(rawValue: UInt8) { self.rawValue = rawValue }

  private init(_ reference: TriggerReference) { rawValue = 1 << reference.rawValue }

  public static let mark = TriggerReferences(.mark)
  public static let last = TriggerReferences(.last)
  public static let oppositeBest = TriggerReferences(.oppositeBest)
  public static let all: TriggerReferences = [.mark, .last, .oppositeBest]

  public subscript(reference: TriggerReference) -> Bool {
    get { contains(TriggerReferences(reference)) }
    set {
      if newValue {
        insert(TriggerReferences(reference))
      } else {
        remove(TriggerReferences(reference))
      }
    }
  }
}

/// What sets off an order that waits at the venue.
@frozen public struct Trigger: Equatable, Sendable, Codable {
  public let price: Price
  public let reference: TriggerReference
  /// A stop goes off when the reference is at `price` or worse for the position it protects, a
  /// take-profit when it is there or better: a selling stop at or below it, a buying one at or above.
  public let isStop: Bool

  @inlinable public init(price: Price, reference: TriggerReference, isStop: Bool) {
    self.price = price
    self.reference = reference
    self.isStop = isStop
  }

  /// Whether an order on `side` goes off with the reference at a price.
  @inlinable public func fires(_ side: Side, at reference: Price) -> Bool {
    (side == .sell) == isStop ? reference <= price : reference >= price
  }
}
