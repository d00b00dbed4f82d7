import Market
import Venue

/// What a dangerous command will do, worked out from the state of this moment.
public struct CommandPreview: Equatable, Sendable {
  /// Live opens that it cancels.
  public var opensToCancel = 0
  /// Live exits that it cancels.
  public var legsToCancel = 0
  /// How much will be traded at the market, and on which side.
  public var quantity = Quantity.zero
  public var side: Side?
  /// Levels of the shown book that would be swept; zero where nothing is traded.
  public var levelsSwept = 0
  /// The worst price that would be paid or received: the limit of the order that would be sent.
  public var worstPrice: Price?
  /// The limit of the last try, where those that follow the first may go further.
  public var widestPrice: Price?
  /// Cost against the mid, in the quote currency; nothing while the book can't tell.
  public var slippage: ExactMoney?
  /// Taker fees.
  public var fee: ExactMoney?
  /// What the shown book can't fill.
  public var unfillable = Quantity.zero
  /// Quantity of lots left without an exit; when quitting, of lots whose stop only the engine watches.
  public var naked = Quantity.zero
  /// Opens that it places, at once or in place of those it cancels.
  public var opensToPlace = 0
  /// Exits that it places at once.
  public var legsToPlace = 0
  /// Why nothing would be done at this moment, where that is so.
  public var refusal: Reason?

  public init() {}
}
