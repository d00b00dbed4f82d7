import Market

/// One price (or a band of them) of the ladder.
public struct LadderRow: Equatable, Sendable {
  /// The lowest price of the band, in ticks; the label.
  public var ticks: Int64
  public var bid: Quantity
  public var ask: Quantity
  public var buys: LadderCell?
  public var sells: LadderCell?

  public init(
    ticks: Int64, bid: Quantity = .zero, ask: Quantity = .zero, buys: LadderCell? = nil,
    sells: LadderCell? = nil
  ) {
    self.ticks = ticks
    self.bid = bid
    self.ask = ask
    self.buys = buys
    self.sells = sells
  }
}

/// Our own orders in one row, on one side.
public struct LadderCell: Equatable, Sendable {
  /// The least settled state among them.
  public var state: OrderDisplayState
  public var filled: Quantity
  public var remaining: Quantity
  /// How many orders, or planned rungs, it sums up.
  public var count: Int
  /// Any of them is an exit.
  public var hasExit: Bool
  /// Any of them is a stop, which waits at its trigger.
  public var hasStop: Bool

  public init(
    state: OrderDisplayState, filled: Quantity, remaining: Quantity, count: Int, hasExit: Bool,
    hasStop: Bool = false
  ) {
    self.state = state
    self.filled = filled
    self.remaining = remaining
    self.count = count
    self.hasExit = hasExit
    self.hasStop = hasStop
  }
}

/// What a screen wants to see beside what every snapshot shows: rows of the ladder, and what to have
/// explained.
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
}
