import Market
import Venue

/// A correction of the position without a fill: recorded with its cause, and taken back as far as
/// late fills bring what it assumed.
public struct Adjustment: Equatable, Sendable {
  public enum Cause: UInt8, CaseIterable, Sendable {
    /// Two looks at the account agreed on another position than the fills make.
    case drift
    /// The operator accepted the difference.
    case operatorAccepted
  }

  /// Counts adjustments from one.
  public var number: Int
  public var cause: Cause
  /// Added to the position.
  public var steps: Int64
  /// What it was valued at, so that it makes no profit by itself.
  public var price: Price
  public var time: Instant
  /// How much of it late fills have brought since.
  public var reversed = Quantity.zero

  public init(number: Int, cause: Cause, steps: Int64, price: Price, time: Instant) {
    self.number = number
    self.cause = cause
    self.steps = steps
    self.price = price
    self.time = time
  }

  /// Steps that still stand for fills nobody has seen.
  public var standing: Int64 {
    steps > 0 ? steps - reversed.steps : steps + reversed.steps
  }
}

/// All adjustments, oldest first.
struct Adjustments: Sendable {
  private(set) var list: [Adjustment] = []
  /// What they add to the position, less what was reversed.
  var total: Int64 { list.reduce(0) { $0 + $1.standing } }

  mutating func record(_ adjustment: Adjustment) { list.append(adjustment) }

  /// Takes back up to a quantity that a fill of an earlier moment brings.
  mutating func reverse(
    _ side: Side, _ quantity: Quantity, before moment: Instant
  ) -> (quantity: Quantity, value: Money) {
    var left = quantity.steps
    var value = Money.zero
    for place in list.indices where list[place].time >= moment && left > 0 {
      let taken = min(left, max(0, side.sign * list[place].standing))
      list[place].reversed += Quantity(steps: taken)
      value += Money(list[place].price, times: Quantity(steps: taken))
      left -= taken
    }
    return (Quantity(steps: quantity.steps - left), value)
  }

  func digest(into hash: inout StateHash) {
    for adjustment in list {
      hash.add(adjustment.steps)
      hash.add(adjustment.price.ticks)
      hash.add(adjustment.reversed.steps)
    }
  }
}
