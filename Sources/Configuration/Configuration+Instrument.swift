import Engine
import Market

extension Configuration {
  /// What can't be done on a certain instrument, though it is allowed in general: sizes under a
  /// step, prices and amounts beyond what its ticks can count.
  public func faults(on instrument: Instrument) -> [ConfigurationFault] {
    sizeFaults(instrument) + boundFaults(instrument) + amountFaults(instrument)
  }

  private func sizeFaults(_ instrument: Instrument) -> [ConfigurationFault] {
    var sizes: [(path: String, amount: DecimalNumber?)] = [
      ("risk.max_position", engine.risk.maximumPosition)
    ]
    if case .base(let size) = engine.grid.size { sizes.append(("grid.size.base", size)) }
    return sizes.compactMap { path, amount in
      guard let amount, DecimalNumber.isLess(amount, instrument.step) else { return nil }
      return ConfigurationFault(
        path, at: nil,
        "\(amount) is less than one step of \(instrument.symbol); at least \(instrument.step)")
    }
  }

  private func boundFaults(_ instrument: Instrument) -> [ConfigurationFault] {
    [("grid.lower", engine.grid.lower), ("grid.upper", engine.grid.upper)].compactMap {
      path, bound in
      guard let bound, !bound.isCountable(in: instrument.tick, upTo: Price.maximumTicks)
      else { return nil }
      return ConfigurationFault(
        path, at: nil,
        "\(bound) is more than \(Price.maximumTicks) ticks of \(instrument.symbol)")
    }
  }

  private func amountFaults(_ instrument: Instrument) -> [ConfigurationFault] {
    var amounts = [
      ("risk.max_order_notional", engine.risk.maximumOrderNotional),
      ("risk.quote_budget", engine.risk.quoteBudget),
      ("risk.flatten.slice_notional", engine.risk.flattenSlice),
      ("venue.min_notional", venueRules.minimumNotional),
    ]
    if case .notional(let size) = engine.grid.size { amounts.append(("grid.size.notional", size)) }
    return amounts.compactMap { path, amount in
      guard let amount, instrument.money(amount) == nil else { return nil }
      return ConfigurationFault(
        path, at: nil,
        "\(amount) is too large to be counted in ticks and steps of "
          + instrument.symbol)
    }
  }
}
