/// A trade of the market.
@frozen public struct Trade: Equatable, Sendable, Codable {
  public let price: Price
  public let quantity: Quantity
  /// The side that took liquidity.
  public let aggressor: Side

  @inlinable public init(price: Price, quantity: Quantity, aggressor: Side) {
    self.price = price
    self.quantity = quantity
    self.aggressor = aggressor
  }
}
