import Market
import Venue

/// What made a lot smaller.
public enum ExitCause: UInt8, CaseIterable, Sendable, Codable {
  case takeProfit
  case stop
  /// A close at the market: age, boost, remainder, excess, the operator.
  case close
  /// A fill that is not ours.
  case foreign
  case flatten
  /// A leg of another lot filled after that lot was closed.
  case otherLeg
}

/// A lot, or a part of one, that was closed: for records and screens.
public struct LotRecord: Equatable, Sendable, Codable {
  public var lot: PositionID
  /// The side that opened it.
  public var side: Side
  /// The slot price of the rung that opened it.
  public var rung: Price
  public var cause: ExitCause
  public var quantity: Quantity
  /// Average entry, rounded to a tick.
  public var entry: Price
  public var exit: Price
  public var openedAt: Instant
  public var closedAt: Instant
  /// Its profit before fees.
  public var made: ExactMoney
  /// Its share of the fees of the entry.
  public var entryFees: ExactMoney
  public var exitFee: ExactMoney
  /// Its share of the funding received less paid.
  public var funding = ExactMoney.zero
  /// Nothing of the lot is left.
  public var isWhole: Bool

  /// Its profit after all fees and funding.
  public var net: ExactMoney { made - entryFees - exitFee + funding }
}
