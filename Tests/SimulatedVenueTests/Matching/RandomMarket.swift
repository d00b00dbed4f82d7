import Market
import Venue

/// A small, wild market and a wild trader, from a seed: few prices and sizes, so that everything
/// meets everything.
struct RandomMarket {
  private var state: UInt64
  private var middle: Int64 = 1_000
  private var lastID: UInt64 = 0
  /// The prices that are displayed.
  private var bids: Set<Int64> = []
  private var asks: Set<Int64> = []
  /// Whether orders come with triggers, in groups, and as fill-or-kill.
  private let isRich: Bool

  init(seed: UInt64, isRich: Bool = false) {
    state = mixed(seed)
    self.isRich = isRich
  }

  mutating func number(_ bound: UInt64) -> Int64 {
    state = mixed(state)
    return Int64(state % bound)
  }

  /// One atomic update: now and then a snapshot, mostly levels, trades in between. Now and then the
  /// book is left crossed.
  mutating func update() -> [MarketChange] {
    middle += number(5) - 2
    var changes: [MarketChange] = []
    if number(30) == 0 {
      changes.append(.clear)
      for away in 1...6 {
        changes.append(level(.buy, middle - Int64(away), 1 + number(12)))
        changes.append(level(.sell, middle + Int64(away), 1 + number(12)))
      }
    }
    for _ in 0..<1 + number(6) {
      if number(4) == 0 {
        let kind: MarketChange.Kind = number(2) == 0 ? .buyTrade : .sellTrade
        let price = Price(ticks: middle + number(7) - 3)
        changes.append(MarketChange(kind, price, Quantity(steps: 1 + number(15))))
      } else {
        let side: Side = number(2) == 0 ? .buy : .sell
        let away = number(20) == 0 ? number(3) - 2 : 1 + number(6)
        changes.append(level(side, middle - side.sign * away, max(0, number(16) - 4)))
      }
    }
    show(changes)
    if number(8) != 0 {
      let crossing =
        bids.filter { $0 > middle }.sorted().map { level(.buy, $0, 0) }
        + asks.filter { $0 < middle }.sorted().map { level(.sell, $0, 0) }
      show(crossing)
      changes += crossing
    }
    return changes
  }

  private mutating func show(_ changes: [MarketChange]) {
    for change in changes {
      switch change.kind {
      case .clear: (bids, asks) = ([], [])
      case .bidLevel where change.steps > 0: bids.insert(change.ticks)
      case .bidLevel: bids.remove(change.ticks)
      case .askLevel where change.steps > 0: asks.insert(change.ticks)
      case .askLevel: asks.remove(change.ticks)
      default: break
      }
    }
  }

  private func level(_ side: Side, _ ticks: Int64, _ steps: Int64) -> MarketChange {
    MarketChange(
      side == .buy ? .bidLevel : .askLevel, Price(ticks: ticks), Quantity(steps: steps))
  }

  /// One request: about an order of late, if it is about one.
  mutating func request() -> OrderRequest {
    switch number(8) {
    case 0, 1: return .cancel(someID())
    case 2:
      return .amend(
        someID(), limit: Price(ticks: middle + number(13) - 6),
        remaining: Quantity(steps: number(9)))
    default: return .place(order())
    }
  }

  private mutating func trigger() -> Trigger? {
    guard number(3) == 0 else { return nil }
    return Trigger(
      price: Price(ticks: middle + number(13) - 6),
      reference: TriggerReference.allCases[Int(number(3))], isStop: number(2) == 0)
  }

  private mutating func someID() -> ClientOrderID { id(lastID - min(lastID, UInt64(number(12)))) }

  private mutating func order() -> NewOrder {
    if number(20) != 0 { lastID += 1 }
    let side: Side = number(2) == 0 ? .buy : .sell
    let timesInForce: [TimeInForce] = [
      .postOnly, .postOnly, .goodTillCancelled, .immediateOrCancel,
    ]
    let isKill = isRich && number(8) == 0
    let timeInForce = isKill ? .fillOrKill : timesInForce[Int(number(4))]
    let isMarket = timeInForce != .postOnly && number(4) == 0
    return NewOrder(
      id: id(lastID), side: side,
      limit: isMarket ? nil : Price(ticks: middle - side.sign * (number(9) - 2)),
      quantity: Quantity(steps: number(10)), timeInForce: timeInForce,
      isReduceOnly: number(3) == 0, trigger: isRich ? trigger() : nil,
      group: isRich ? max(0, number(8) - 3) : 0)
  }
}
