/// Which way an order trades.
@frozen public enum Side: UInt8, CaseIterable, Sendable, Codable {
  case buy
  case sell

  /// The side that trades against this one.
  @inlinable public var opposite: Side { self == .buy ? .sell : .buy }

  /// Plus one for a buy, minus one for a sell: how a fill of one step changes the position.
  @inlinable public var sign: Int64 { self == .buy ? 1 : -1 }
}
