import Market
import Venue

/// What one filled entry became: a quantity held from a slot, with exits of its own.
struct Lot: Sendable, Digested {
  let id: PositionID
  /// The side that opened it.
  let side: Side
  /// The slot of the rung that opened it.
  let slot: Price
  let openedAt: Instant
  var account = LotAccount()
  var stop = StopLeg.none
  var stopTerms = LegTerms()
  var stopHolder = StopHolder.engine
  var takeProfit: TakeProfitLeg
  var closing = Closing.none()
  var role = LotRole.ordinary
  var protection = Protection.covered
  var age = LotAge()
  /// The venue found less to reduce than a leg was for: nothing is sent before it told the position.
  var awaitsPosition = false
  /// How often that was.
  var doubts: UInt8 = 0
  /// It stands in the way of its slot's rung.
  var holdsSlot = true
  /// The venue accepted its exits, for all it had then.
  var hasExit = false
  /// An attempt of the cycle mode opened it.
  var isOfCycle = false
  var isLive = true
  /// Index of the entry order whose fills enlarge it; negative once that has ended.
  var opener: Int32 = -1
  /// Its newest live leg; from there ``Order/nextLeg`` leads to the others.
  var newestLeg: Int32 = -1

  func digest(into hash: inout StateHash) {
    hash.add(
      id, side, slot, openedAt, account, stop, stopTerms, stopHolder, takeProfit, closing, role,
      protection, age, awaitsPosition, doubts, holdsSlot, hasExit, isOfCycle, isLive, opener,
      newestLeg)
  }
}

extension Lot {
  var open: Quantity { account.open }

  /// Average entry, rounded against whoever has to make a profit of it.
  var strictEntry: Price {
    account.cost.average(over: open, side == .buy ? .up : .down)
  }

  /// Average entry, to the nearest tick.
  var entry: Price { account.cost.average(over: open, .nearest) }
}

/// What a lot is beside the others of its side.
enum LotRole: Equatable, Sendable, Digested {
  case ordinary
  /// Kept from its take-profit, under a stop that trails once that price was reached.
  case runner(isTrailing: Bool)
  /// Too small for any order of its own; it holds no slot.
  case dust
  /// What both legs of another lot filled too much; it has no exits of its own.
  case overfill

  var isRunner: Bool { if case .runner = self { true } else { false } }

  /// What an operator is shown.
  var shown: LotView.Role {
    switch self {
    case .ordinary: .ordinary
    case .runner: .runner
    case .dust: .dust
    case .overfill: .excess
    }
  }

  func digest(into hash: inout StateHash) {
    switch self {
    case .ordinary: hash.add(0)
    case .runner(let isTrailing): hash.add(1, isTrailing)
    case .dust: hash.add(2)
    case .overfill: hash.add(3)
    }
  }
}
