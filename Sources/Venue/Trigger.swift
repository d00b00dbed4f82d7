import Market

/// Which price triggers a trigger order.
@frozen public enum TriggerReference: UInt8, CaseIterable, Sendable, Codable {
  case mark
  /// The last trade.
  case last
  /// The best price of the side it would trade with.
  case oppositeBest
}

/// A set of prices that can trigger a trigger order.
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

/// The condition of an order that the venue holds until a price is reached.
@frozen public struct Trigger: Equatable, Sendable, Codable {
  public let price: Price
  public let reference: TriggerReference
  /// A stop is triggered when the reference is at `price` or worse for the position it protects: at
  /// or below it for a selling stop, at or above it for a buying one. A take-profit is triggered at
  /// `price` or better.
  public let isStop: Bool

  @inlinable public init(price: Price, reference: TriggerReference, isStop: Bool) {
    self.price = price
    self.reference = reference
    self.isStop = isStop
  }

  /// Whether an order on `side` is triggered with the reference at a price.
  @inlinable public func fires(_ side: Side, at reference: Price) -> Bool {
    (side == .sell) == isStop ? reference <= price : reference >= price
  }
}
