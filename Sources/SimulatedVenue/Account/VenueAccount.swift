import Market
import Venue

/// The account's money at the venue: what its fills, fees and funding came to.
struct VenueAccount: Sendable {
  /// What came in less what went out since the start.
  var cash = ExactMoney.zero
  /// What the position was bought or sold for, at its average price; never negative.
  private(set) var entryCost = ExactMoney.zero
  /// The value of all executions.
  private(set) var traded = ExactMoney.zero

  /// Books an execution; `before` is the position it came upon.
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

  /// The average price the position was entered at, rounded down to a tick.
  func entry(_ position: Position) -> Price? {
    position.isFlat ? nil : entryCost.average(over: position.size, .down)
  }
}

/// What the account has, and what its position asks of it.
public struct AccountSettings: Hashable, Sendable {
  /// What the account held at the start, in the quote currency; not negative.
  public var startingEquity = DecimalNumber(mantissa: 100_000, decimals: 0)
  /// How many times the equity a position may be worth; nothing where margin is not asked for.
  public var leverage: Int?
  /// The share of its value that a position must keep as equity, in basis points, 1 to 5,000.
  public var maintenanceBasisPoints = 125
  /// Whether an account whose equity is less than that is liquidated, where margin is asked for.
  public var liquidates = false

  public init() {}
}

// MARK: What the account comes to

extension SimulatedVenue {
  /// What positions and margins are valued at: the mark price, rounded against the position, where the
  /// tape told one no longer than ``SimulatedVenueSettings/markLastsNanoseconds`` ago, else
  /// ``standIn``.
  public var mark: Price? { toldMark?.price(valuing: position) ?? standIn }

  /// What stands in for a mark price that nobody tells: the middle of the venue's book, rounded down to a
  /// tick; the one best price where there is only one; the last trade where there is none. While the
  /// book is crossed it stays where it was before.
  var standIn: Price? {
    if isCrossed { return Price(checking: soundMid2 / 2) ?? Price(checking: lastTrade) }
    return switch (best(.buy), best(.sell)) {
    case (let bid?, let ask?): Price(checking: (bid.ticks + ask.ticks) / 2)
    case (let only?, nil), (nil, let only?): only
    case (nil, nil): Price(checking: lastTrade)
    }
  }

  /// Cash and unrealised profit; nothing where there is no price to value the position at.
  public var equity: ExactMoney? {
    guard let startingEquity else { return nil }
    let cash = startingEquity + account.cash
    guard !position.isFlat else { return cash }
    return mark.map { cash + ExactMoney($0, times: position) }
  }

  /// The account as the venue states it.
  func accountState(at time: Instant) -> AccountState {
    var state = AccountState(asOf: time, position: position)
    state.entry = account.entry(position)
    state.equity = equity
    if let leverage = settings.account.leverage {
      // No position needs no price to use no margin.
      state.marginUsed =
        position.isFlat
        ? .zero
        : mark.map { ExactMoney($0, times: position.size) / leverage }
      state.liquidationPrice = mark == nil ? nil : liquidationPrice
    }
    state.actionsLeft = actionLimit.map { max(0, $0 - budgets.actions) }
    return state
  }

  /// Where the equity would be what the position must keep; nothing where no price takes it there.
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
