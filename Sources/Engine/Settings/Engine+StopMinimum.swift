import Market
import Venue

extension Engine {
  /// What is wrong with the settings when the market is at a price: the rung whose stop is worth
  /// the least, if that is below the venue's minimum. Rungs below the minimum themselves don't
  /// count.
  public func stopFault(at price: Price) -> ParameterError? {
    var levels = grid.levels
    var counts = grid.floorCounts
    _ = levels.move(to: 2 * price.ticks, counts: &counts)
    guard hasStops, let anchor = levels.anchor else { return nil }
    var worst: (open: AskedOpen, level: Int, worth: StopWorth)?
    for side in Side.allCases where settings.grid.direction.opens(side) {
      for level in 1...settings.grid.levels {
        guard let price = levels.price(side, level: level) else { break }
        let size = setup.sizes.quantity(level: level, anchor: anchor)
        let open = AskedOpen(side: side, price: price, quantity: size)
        guard let worth = tooSmallStop(open) else { continue }
        if worst.map({ worth.units < $0.worth.units }) ?? true { worst = (open, level, worth) }
      }
    }
    return worst.map { error($0.open, $0.level, $0.worth, at: price) }
  }

  /// The value of an entry's stop if that is too small and the entry itself is large enough; nil
  /// otherwise.
  private func tooSmallStop(_ open: AskedOpen) -> StopWorth? {
    guard open.price.ticks >= parameters.lower ?? 0, open.price.ticks <= parameters.upper ?? .max,
      open.notional >= instrument.minimumNotional.units
    else { return nil }
    return setup.stopWorth(open, range: stopRange).flatMap { $0.isEnough ? nil : $0 }
  }

  private func error(
    _ open: AskedOpen, _ level: Int, _ worth: StopWorth, at price: Price
  ) -> ParameterError {
    ParameterError(
      \.grid.size,
      "with the market at \(instrument.text(price)), \(open.side) \(level) of "
        + "\(settings.grid.levels), \(instrument.text(open.quantity)) at "
        + "\(instrument.text(open.price)), would be worth "
        + "\(instrument.text(Money(units: worth.units), places: 4)) at its stop, under the venue's "
        + "minimum of \(instrument.text(instrument.minimumNotional, places: 4)): a lot could not "
        + "have a stop of its own; use a larger size, fewer rungs, or a nearer stop")
  }
}
