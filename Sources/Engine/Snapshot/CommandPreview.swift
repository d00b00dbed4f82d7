import Market
import Venue

/// What a dangerous command will do, computed from the present state.
public struct CommandPreview: Equatable, Sendable {
  /// Live entries that it cancels.
  public var opensToCancel = 0
  /// Live exits that it cancels.
  public var legsToCancel = 0
  /// How much will be traded at the market, and on which side.
  public var quantity = Quantity.zero
  public var side: Side?
  /// Levels of the displayed book that would be swept; 0 if nothing is traded.
  public var levelsSwept = 0
  /// The worst price that would be paid or received: the limit of the order that would be sent.
  public var worstPrice: Price?
  /// The limit of the last try, if later tries may go further than the first; otherwise nil.
  public var widestPrice: Price?
  /// Cost against the mid, in the quote currency; nil if it can't be computed from the book.
  public var slippage: ExactMoney?
  /// Taker fees.
  public var fee: ExactMoney?
  /// What the displayed book can't fill.
  public var unfillable = Quantity.zero
  /// Quantity of lots left without an exit. When quitting: of lots whose stop only the engine
  /// watches.
  public var naked = Quantity.zero
  /// Entries that it places, at once or in place of those it cancels.
  public var opensToPlace = 0
  /// Exits that it places at once.
  public var legsToPlace = 0
  /// Why nothing would be done now; nil if something would be.
  public var refusal: Reason?

  public init() {}
}
