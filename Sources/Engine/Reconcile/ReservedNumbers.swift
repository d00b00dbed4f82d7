/// The numbers that a process had reserved for its orders and lots. It may have used any of them
/// without a durable record, since exits leave before they are durable.
public struct ReservedNumbers: Equatable, Sendable {
  /// The highest order number it may have used.
  public let orders: UInt64
  /// The highest position id it may have used.
  public let lots: PositionID

  public init(orders: UInt64, lots: PositionID) {
    self.orders = orders
    self.lots = lots
  }
}
