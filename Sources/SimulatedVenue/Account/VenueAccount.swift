import Market
import Venue

/// The account's money at the venue: the result of its fills, fees and funding.
struct VenueAccount: Sendable {
  /// Money received less money paid since the start.
  var cash = ExactMoney.zero
  /// The value of the position at its average entry price; never negative.
  private(set) var entryCost = ExactMoney.zero
  /// The value of all executions.
  private(set) var traded = ExactMoney.zero

  /// Books an execution; `before` is the position before it.
  @inline(__always)
  mutating func book(
    _ side: Side, _ price: Price, _ quantity: Quantity, fee: ExactMoney, before: Position
  ) {
    let value = ExactMoney(price, times: quantity)
    cash = side == .buy ? cash - value - fee : cash + value - fee
    traded += value
    let held = before.size
    if before.steps * side.sign >= 0 {
      entryCost += value
    } else if quantity < held {
      entryCost -= entryCost.share(quantity, of: held)
    } else {
      entryCost = ExactMoney(price, times: quantity - held)
    }
  }

  /// The average entry price of the position, rounded down to a tick; nil if it is flat.
  func entry(_ position: Position) -> Price? {
    position.isFlat ? nil : entryCost.average(over: position.size, .down)
  }
}

/// The account's equity and its margin rules.
public struct AccountSettings: Hashable, Sendable {
  /// The equity at the start, in the quote currency; not negative.
  public var startingEquity = DecimalNumber(mantissa: 100_000, decimals: 0)
  /// How many times the equity a position may be worth; nil if margin is not checked.
  public var leverage: Int?
  /// The share of its value that a position needs as equity, in basis points, 1 to 5,000.
  public var maintenanceBasisPoints = 125
  /// Whether an account with less equity than that is liquidated, if margin is checked.
  public var liquidates = false

  public init() {}
}

// MARK: What the account comes to

extension SimulatedVenue {
  /// The price at which positions and margins are valued: the mark price, rounded against the
  /// position, if the tape had one no longer than ``SimulatedVenueSettings/markLastsNanoseconds``
  /// ago, else ``standIn``. Nil if there is neither.
  public var mark: Price? { toldMark?.price(valuing: position) ?? standIn }

  /// The price used without a mark price: the middle of the venue's book, rounded down to a tick;
  /// the best price of one side if the other is empty; the last trade if both are. While the book
  /// is crossed the middle stays where it was before.
  var standIn: Price? {
    if isCrossed { return Price(checking: soundMid2 / 2) ?? Price(checking: lastTrade) }
    return switch (best(.buy), best(.sell)) {
    case (let bid?, let ask?): Price(checking: (bid.ticks + ask.ticks) / 2)
    case (let only?, nil), (nil, let only?): only
    case (nil, nil): Price(checking: lastTrade)
    }
  }

  /// Cash and unrealised profit; nil if there is no price to value the position at, or no starting
  /// equity.
  public var equity: ExactMoney? {
    guard let startingEquity else { return nil }
    let cash = startingEquity + account.cash
    guard !position.isFlat else { return cash }
    return mark.map { cash + ExactMoney($0, times: position) }
  }

  /// The account as the venue reports it.
  func accountState(at time: Instant) -> AccountState {
    var state = AccountState(asOf: time, position: position)
    state.entry = account.entry(position)
    state.equity = equity
    if let leverage = settings.account.leverage {
      // A flat position uses no margin, whether or not there is a price.
      state.marginUsed =
        position.isFlat
        ? .zero
        : mark.map { ExactMoney($0, times: position.size) / leverage }
      state.liquidationPrice = mark == nil ? nil : liquidationPrice
    }
    state.actionsLeft = actionLimit.map { max(0, $0 - budgets.actions) }
    return state
  }

  /// The price at which the equity would be what the position needs; nil if no price takes it
  /// there.
  private var liquidationPrice: Price? {
    guard let startingEquity, !position.isFlat else { return nil }
    let cash = (startingEquity + account.cash).units
    let whole: Int128 = 10_000
    let kept = Int128(settings.account.maintenanceBasisPoints)
    // cash + position × price = kept × size × price ÷ whole
    let scaled = Int128(position.steps) * whole - kept * Int128(position.size.steps)
    let divisor = scaled * Int128(ExactMoney.unitsPerMoney)
    return Int64(exactly: -cash * whole / divisor).flatMap { Price(checking: $0) }
  }
}
