import Market

/// Settings of the operator that override a tape's own header.
public struct TapeImportOptions: Equatable, Sendable {
  /// The finest price increment; for text tapes only.
  public var tick: DecimalNumber?
  /// The finest size increment; for text tapes only.
  public var step: DecimalNumber?
  /// The minimum notional of an order, in the quote currency.
  public var minimumNotional: DecimalNumber?
  public var makerFee: FeeRate?
  public var takerFee: FeeRate?

  public init(
    tick: DecimalNumber? = nil, step: DecimalNumber? = nil, minimumNotional: DecimalNumber? = nil,
    makerFee: FeeRate? = nil, takerFee: FeeRate? = nil
  ) {
    self.tick = tick
    self.step = step
    self.minimumNotional = minimumNotional
    self.makerFee = makerFee
    self.takerFee = takerFee
  }

  /// The header of a binary tape with these options applied. A tick or a step is refused.
  func applied(to header: TapeHeader, path: String) throws(TapeError) -> TapeHeader {
    for (option, value) in [("tick", tick), ("step", step)] where value != nil {
      throw .badOption(
        path: path, option: option,
        what: "a binary tape has its own \(option); give this option to rung tape import")
    }
    var header = header
    header.instrument = try applied(to: header.instrument, path: path)
    return header
  }

  /// An instrument with the fees and the minimum notional of these options.
  func applied(to instrument: Instrument, path: String) throws(TapeError) -> Instrument {
    var minimum = instrument.minimumNotional
    if let minimumNotional {
      guard let money = TapeLimits.minimumNotional(minimumNotional, for: instrument) else {
        throw .badOption(
          path: path, option: "minimum notional",
          what: "\(minimumNotional) is negative or too large")
      }
      minimum = money
    }
    return Instrument(
      symbol: instrument.symbol, venue: instrument.venue, tick: instrument.tick,
      step: instrument.step, minimumNotional: minimum, makerFee: makerFee ?? instrument.makerFee,
      takerFee: takerFee ?? instrument.takerFee)
  }

  /// Throws if a given tick or step is not allowed.
  func check(path: String) throws(TapeError) {
    for (option, value) in [("tick", tick), ("step", step)] {
      guard let value, !TapeLimits.isIncrement(value) else { continue }
      throw .badOption(
        path: path, option: option, what: "\(value) is not allowed; \(TapeLimits.incrementRule)")
    }
  }
}
