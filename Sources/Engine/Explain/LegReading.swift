import Market
import Venue

/// How one leg of a lot stands: an order, or why there is none for a part of the lot.
public struct LegReading: Equatable, Sendable {
  public enum State: Equatable, Sendable {
    case order(OrderDisplayState, isTriggered: Bool)
    /// Nothing is out for it.
    case missing(ExitGap)
  }

  public let purpose: Purpose
  /// Its order, where one is out.
  public var order: ClientOrderID?
  public var state: State
  public let quantity: Quantity
  /// The worst price it may trade at; nothing where that is not known.
  public let price: Price?
  /// What sets it off; nothing where nothing has to.
  public var trigger: Price?
  /// Nothing is sent for it before.
  public var until: Instant?
}
