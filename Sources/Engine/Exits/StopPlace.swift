import Market
import Venue

extension Engine {
  /// Where the stop of a lot lies, as set; nothing where it has none, or while what it is reckoned
  /// from is unknown.
  @inline(__always)
  func stopPrice(opened side: Side, entry: Price) -> Price? {
    switch settings.exits.stop.place {
    case .none: return nil
    case .away(let share): return stop(share.ticksAtLeast(of: entry), from: entry, side)
    case .averageRange(let hundredths):
      guard let range = averageTrueRangeTicks else { return nil }
      let away = Int128(range) * Int128(hundredths) / 100
      return stop(Int64(clamping: max(1, away)), from: entry, side)
    case .line:
      let line = side == .buy ? parameters.stopBelow : parameters.stopAbove
      return line.flatMap { Price(checking: $0) }
    }
  }

  @inline(__always)
  private func stop(_ ticks: Int64, from entry: Price, _ side: Side) -> Price {
    onRaster(entry.away(by: max(1, ticks), for: side) ?? Price(ticks: 1), for: side.opposite)
  }

  /// The worst price a stop may trade at once its trigger is reached.
  func worstStop(of lot: Lot, at trigger: Price) -> Price {
    worst(settings.exits.stop.slippage, past: trigger, of: lot)
  }

  /// The limit of a stop that the venue is to hold, which is what the venue values it at; nothing
  /// where it is worth too little even at its trigger.
  @inline(__always)
  func stopLimit(of lot: Lot, _ quantity: Quantity, _ trigger: Price) -> Price? {
    sendableLimit(
      quantity, worst: worstStop(of: lot, at: trigger), at: trigger, for: lot.side.opposite,
      isReduceOnly: false)
  }

  /// The worst price for closing a lot that may slip so far past another.
  func worst(_ slippage: BasisPoints, past price: Price, of lot: Lot) -> Price {
    worst(slippage, past: price, lot.side)
  }

  /// The same for what a side holds, of one lot or several.
  func worst(_ slippage: BasisPoints, past price: Price, _ held: Side) -> Price {
    onRaster(
      price.away(by: slippage.ticksAtMost(of: price), for: held) ?? Price(ticks: 1),
      for: held.opposite)
  }

  /// Whether the stop of a new lot shall be held by the venue: so many of all that the share set is
  /// kept from the first lot on, evenly.
  @inline(__always)
  func isVenueStop(_ lot: PositionID) -> Bool {
    guard parameters.venueHoldsStops else { return false }
    let share = Int128(settings.exits.stop.venueShare.hundredths)
    let number = Int128(lot.value)
    return number * share / 1_000_000 != (number - 1) * share / 1_000_000
  }
}
