import Market
import Venue

/// The state of one leg of a lot: an order, or why a part of the lot has none.
public struct LegReading: Equatable, Sendable {
  public enum State: Equatable, Sendable {
    case order(OrderDisplayState, isTriggered: Bool)
    /// There is no order for it.
    case missing(ExitGap)
  }

  public let purpose: Purpose
  /// Its order; nil if there is none.
  public var order: ClientOrderID?
  public var state: State
  public let quantity: Quantity
  /// The worst price it may trade at; nil if that is not known.
  public let price: Price?
  /// The price that triggers it; nil if it has no trigger.
  public var trigger: Price?
  /// Nothing is sent for it before this moment; nil if it does not wait for one.
  public var until: Instant?
}
