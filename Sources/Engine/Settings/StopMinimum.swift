import Market
import Venue

/// Checks whether the stops of lots would be worth the venue's minimum under given settings.
///
/// A lot can have a stop of its own if it is worth the venue's minimum at that stop. Rungs that are
/// worth the minimum at their price but not at their stop would fill into lots that can only be
/// stopped together: such settings are refused before anything is sent.
public enum StopMinimum {
  /// Parts of one, so fine that any rounding is less than a tick.
  private static let whole: Int128 = 1_000_000_000_000
  private static let share: Int128 = 1_000_000

  /// What is wrong with the settings at any price; nil if that can't be decided without a price.
  ///
  /// A size in the quote currency is worth less at each rung further down, and less again at its
  /// stop, by shares that are the same at any price. A short lot's stop, above, is worth more than
  /// its rung.
  public static func fault(_ settings: EngineSettings, _ instrument: Instrument) -> ParameterError?
  {
    guard case .notional(let amount) = settings.grid.size, settings.grid.direction.opens(.buy),
      case .away(let distance) = settings.exits.stop.place,
      let size = instrument.money(amount)
    else { return nil }
    let (level, least) = leastShare(settings.grid, stop: distance)
    let worth = Int128(size.units) * least / whole
    let minimum = instrument.minimumNotional
    guard worth < Int128(minimum.units), least > 0 else { return nil }
    let needed = (Int128(minimum.units) * whole + least - 1) / least
    let atLeast = instrument.text(Money(units: Int64(clamping: needed)))
    return ParameterError(
      \.grid.size.notional,
      "\(amount) leaves the stop of buy \(level) of \(settings.grid.levels) worth "
        + "\(instrument.text(Money(units: Int64(worth)), places: 4)), under the venue's minimum of "
        + "\(instrument.text(minimum, places: 4)): a lot could not have a stop of its own; "
        + "use at least \(atLeast), fewer rungs, or a nearer stop")
  }

  /// The buy whose stop is worth the smallest share of a rung's value at the anchor, and that
  /// share, rounded up.
  private static func leastShare(
    _ grid: GridSettings, stop: BasisPoints
  ) -> (level: Int, share: Int128) {
    var spacing = Int128(grid.floorBasisPoints.hundredths)
    if case .basisPoints(let set) = grid.spacing { spacing = max(spacing, Int128(set.hundredths)) }
    let growth = Int128(grid.sizeGrowth.hundredths)
    let left = share - Int128(stop.hundredths)
    var (size, price) = (whole, whole)
    var least = (level: 1, share: whole)
    // There are no rungs below a bound; the nearest rung exists wherever the market is within the
    // bound.
    for level in 1...(grid.lower == nil ? grid.levels : 1) {
      switch grid.progression {
      case .arithmetic: price = whole - whole * spacing * Int128(level) / share
      case .geometric: price = roundedUp(price * share, over: share + spacing)
      }
      if level > 1 {
        switch grid.sizeCurve {
        case .equal: break
        case .linear: size = max(0, whole + whole * growth * Int128(level - 1) / share)
        case .geometric: size = min(roundedUp(size * (share + growth), over: share), whole * share)
        }
      }
      let worth = roundedUp(
        roundedUp(size * max(0, price), over: whole) * max(0, left), over: share)
      if worth < least.share { least = (level, worth) }
    }
    return least
  }

  private static func roundedUp(_ amount: Int128, over divisor: Int128) -> Int128 {
    (amount + divisor - 1) / divisor
  }
}
