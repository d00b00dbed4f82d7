import Market
import Venue

/// One price (or a band of them) of the ladder.
///
/// A band holds bids and buy orders from its label up, and asks and sell orders up to its label.
/// Bids are rounded down and asks up, so that nothing is shown nearer to the market than it is.
public struct LadderRow: Equatable, Sendable {
  /// The label, in ticks; a multiple of the band.
  public var ticks: Int64
  public var bid: Quantity
  public var ask: Quantity
  /// The best quoted price of each side within the band.
  public var bestBid: Price?
  public var bestAsk: Price?
  /// Our own items here, one cell for each kind and state: live ones before wanted ones.
  public var buys: [LadderCell]
  public var sells: [LadderCell]

  public init(
    ticks: Int64, bid: Quantity = .zero, ask: Quantity = .zero, buys: [LadderCell] = [],
    sells: [LadderCell] = []
  ) {
    self.ticks = ticks
    self.bid = bid
    self.ask = ask
    self.buys = buys
    self.sells = sells
  }
}

/// Items of one kind and state, in one row, on one side.
public struct LadderCell: Equatable, Sendable {
  public var kind: LadderItem.Kind
  public var state: OrderDisplayState
  public var filled: Quantity
  public var remaining: Quantity
  /// The number of items it sums up.
  public var count: Int
  /// The lot that it marks; nil if it marks none.
  public var lot: PositionID?

  public init(
    _ kind: LadderItem.Kind, state: OrderDisplayState, filled: Quantity = .zero,
    remaining: Quantity, count: Int = 1, lot: PositionID? = nil
  ) {
    self.kind = kind
    self.state = state
    self.filled = filled
    self.remaining = remaining
    self.count = count
    self.lot = lot
  }
}

/// What a screen wants beyond the rest of a snapshot: rows of the ladder, and what to explain.
public struct LadderFrame: Equatable, Sendable {
  /// The label of the top row, in ticks; a multiple of `ticksPerRow`.
  public var topTicks: Int64
  public var rows: Int
  public var ticksPerRow: Int64
  public var explaining: ExplainTarget?

  public init(topTicks: Int64, rows: Int, ticksPerRow: Int64) {
    precondition(ticksPerRow > 0 && rows >= 0)
    self.topTicks = topTicks
    self.rows = rows
    self.ticksPerRow = ticksPerRow
  }

  /// The label of the band that holds a price: bids are rounded down, asks up.
  public func label(of ticks: Int64, _ side: Side) -> Int64 {
    let remainder = ticks % ticksPerRow
    let low = ticks - (remainder < 0 ? remainder + ticksPerRow : remainder)
    return side == .buy || low == ticks ? low : low + ticksPerRow
  }

  /// The row that holds a price of a side, counted from 0 at the top; nil if none does.
  public func row(of ticks: Int64, _ side: Side) -> Int? {
    let label = label(of: ticks, side)
    guard label <= topTicks else { return nil }
    let place = (topTicks - label) / ticksPerRow
    return place < Int64(rows) ? Int(place) : nil
  }
}
