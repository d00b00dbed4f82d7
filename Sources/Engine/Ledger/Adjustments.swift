import Market
import Venue

/// A correction of the position without a fill. It is recorded with its cause, and late fills
/// reverse it as far as they explain it.
public struct Adjustment: Equatable, Sendable, Codable {
  public enum Cause: UInt8, CaseIterable, Sendable, Codable {
    /// Two looks at the account agreed on another position than the one that the fills make.
    case drift
    /// The operator accepted the difference.
    case operatorAccepted
    /// The venue says that an order filled but can't list the fill.
    case unlisted
  }

  /// Number of the adjustment, counted from one.
  public var number: Int
  public var cause: Cause
  /// Steps added to the position.
  public var steps: Int64
  /// The price it was valued at, so that it makes no profit by itself.
  public var price: Price
  public var time: Instant
  /// How much of it late fills have reversed.
  public var reversed = Quantity.zero
  /// What those fills made less their fees, compared with the value of the adjustment. It is part
  /// of the session's profit and of no lot's, since its lots were opened or closed at that value.
  public var made = ExactMoney.zero

  public init(number: Int, cause: Cause, steps: Int64, price: Price, time: Instant) {
    self.number = number
    self.cause = cause
    self.steps = steps
    self.price = price
    self.time = time
  }

  /// Steps that no late fill has explained yet.
  public var standing: Int64 {
    steps > 0 ? steps - reversed.steps : steps + reversed.steps
  }
}

/// All adjustments, oldest first.
struct Adjustments: Sendable, Codable {
  private(set) var list: [Adjustment] = []
  /// What they add to the position, less what was reversed.
  var total: Int64 { list.reduce(0) { $0 + $1.standing } }

  mutating func record(_ adjustment: Adjustment) { list.append(adjustment) }

  /// Reverses as much as a fill from before the adjustment explains. That part of its fee is
  /// counted there.
  mutating func reverse(by fill: Fill) -> (quantity: Quantity, value: ExactMoney) {
    var left = fill.quantity.steps
    var value = ExactMoney.zero
    var fees = AmountSplit(fill.fee, over: fill.quantity)
    for place in list.indices where list[place].time >= fill.time && left > 0 {
      let taken = min(left, max(0, fill.side.sign * list[place].standing))
      guard taken > 0 else { continue }
      list[place].reversed += Quantity(steps: taken)
      value += ExactMoney(list[place].price, times: Quantity(steps: taken))
      left -= taken
      let part = Position(steps: fill.side.sign * taken)
      list[place].made +=
        ExactMoney(list[place].price, times: part) - ExactMoney(fill.price, times: part)
        - fees.next(Quantity(steps: taken))
    }
    return (Quantity(steps: fill.quantity.steps - left), value)
  }
}
