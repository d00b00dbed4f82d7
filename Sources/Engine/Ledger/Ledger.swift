import Market
import Venue

/// The books: every fill once, the position that follows, and profit in exact integers.
///
/// Source of quantity: fills, and nothing else. `position` is always the anchor plus the applied
/// fills plus the recorded adjustments.
struct Ledger: Sendable {
  private var applied: FlatTable<FillID, Bool>

  /// The position the books began with.
  let anchor: Position
  private(set) var position: Position
  /// What fills brought in and cost: sells less buys, before fees.
  private(set) var cash = Money.zero
  private(set) var fees = Money.zero
  private(set) var fillCount = 0

  /// What net profit is held against.
  var losses = LossWatch()

  /// The high-water mark of net profit, since the start or since the operator last let the count of
  /// a drawdown begin anew; and the largest fall from it.
  private(set) var peak = Money.zero
  private(set) var maximumDrawdown = Money.zero

  init(anchor: Position = .flat) {
    self.anchor = anchor
    position = anchor
    applied = FlatTable(capacity: 256, blank: false)
  }

  /// Books a fill, or returns false where this fill was booked before.
  mutating func apply(_ fill: Fill) -> Bool {
    guard !applied.contains(fill.id) else { return false }
    applied[fill.id] = true
    fillCount += 1
    position.add(fill.quantity, fill.side)
    let value = Money(fill.price, times: fill.quantity)
    cash = fill.side == .buy ? cash - value : cash + value
    fees += fill.fee
    return true
  }

  /// Net profit with the position valued at `mark`: cash + position × mark − fees.
  func net(at mark: Price) -> Money {
    Money(units: cash.units + mark.ticks * position.steps - fees.units)
  }

  /// Follows net profit to its peak and its deepest fall. Returns whether a loss cap is reached.
  @discardableResult
  mutating func observe(mark: Price) -> Bool {
    let net = net(at: mark)
    if net > peak {
      peak = net
      losses.peaked(net)
    } else if peak - net > maximumDrawdown {
      maximumDrawdown = peak - net
    }
    return net.units <= losses.floor
  }

  /// Begins the high-water mark anew.
  mutating func restartPeak(at net: Money) { peak = net }

  func digest(into hash: inout StateHash) {
    hash.add(position.steps)
    hash.add(cash.units)
    hash.add(fees.units)
    hash.add(fillCount)
    hash.add(peak.units)
    hash.add(maximumDrawdown.units)
  }
}
