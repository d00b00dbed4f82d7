import Market
import Venue

/// Where stops lie at this moment: what is set, and what that is calculated from. It is a small
/// value of its own for the same reason as ``PriceBounds``.
struct StopRule: Sendable {
  let place: StopSettings.Place
  /// The average true range in ticks; nil while it is unknown, or if no stop depends on it.
  let range: Int64?
  /// The stop lines of the whole grid in ticks, for longs and for shorts.
  let below: Int64?
  let above: Int64?
  let tickGrid: TickGrid

  /// Where the stop of a lot lies; nil if it has none, or while what it is calculated from is
  /// unknown.
  func price(opened side: Side, entry: Price) -> Price? {
    switch place {
    case .none: return nil
    case .away(let share): return price(share.ticksAtLeast(of: entry), from: entry, side)
    case .averageRange(let hundredths):
      guard let range else { return nil }
      let away = Int128(range) * Int128(hundredths) / 100
      return price(Int64(clamping: max(1, away)), from: entry, side)
    case .line:
      return (side == .buy ? below : above).flatMap { Price(checking: $0) }
    }
  }

  private func price(_ ticks: Int64, from entry: Price, _ side: Side) -> Price {
    let price = entry.away(by: max(1, ticks), for: side) ?? Price(ticks: 1)
    return tickGrid.snapped(price, for: side.opposite) ?? price
  }
}
