import Market
import Venue

/// Steps of orders on one side, grouped by what they could do to the position.
struct Weight: Equatable, Sendable {
  /// Entry orders.
  var opens: Int64 = 0
  /// Exits that are not reduce-only: take-profits and closes here, stops below.
  var plainExits: Int64 = 0
  var plainStops: Int64 = 0
  /// Any other orders that are not reduce-only.
  var plainOthers: Int64 = 0
  /// Reduce-only orders, which bring the position no further than flat.
  var reducing: Int64 = 0

  mutating func add(_ steps: Int64, _ purpose: Purpose?, isReduceOnly: Bool) {
    if isReduceOnly {
      reducing += steps
      return
    }
    switch purpose {
    case .ladder, .manual, .attempt, .completion: opens += steps
    case .takeProfit, .close: plainExits += steps
    case .stopLoss, .sideStop: plainStops += steps
    case .flatten, nil: plainOthers += steps
    }
  }

  static func + (left: Weight, right: Weight) -> Weight {
    Weight(
      opens: left.opens + right.opens, plainExits: left.plainExits + right.plainExits,
      plainStops: left.plainStops + right.plainStops,
      plainOthers: left.plainOthers + right.plainOthers, reducing: left.reducing + right.reducing)
  }

  /// How far the position could go on this side if everything filled. `held` is the position on
  /// this side now (negative: on the other side).
  func worstCase(held: Int64) -> Int64 {
    let reduced = held < 0 ? min(0, held + reducing) : held
    return reduced + opens + plainExits + plainStops + plainOthers
  }
}

/// Two values, one for each side.
struct Sides<Value: Sendable>: Sendable {
  private var buy: Value
  private var sell: Value

  init(_ value: Value) {
    buy = value
    sell = value
  }

  subscript(side: Side) -> Value {
    get { side == .buy ? buy : sell }
    set { if side == .buy { buy = newValue } else { sell = newValue } }
  }
}
