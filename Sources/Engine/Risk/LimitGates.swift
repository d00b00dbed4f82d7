import Market

// The gates that check an entry against losses, the account, the position and the breaker.
extension Engine {
  @inline(__always) func atMost(
    _ gate: Gate, _ code: Reason.Code, _ value: Int64, _ cap: Int64?
  ) -> GateReading {
    guard let cap else { return .unused(gate, code) }
    return below(gate, code, value, cap)
  }

  @inline(__always) func orderSizeReading(_ open: AskedOpen) -> GateReading {
    return atMost(.orderSize, .orderSizeAboveCap, open.quantity.steps, parameters.maximumOrderSize)
  }

  @inline(__always) func sideExposureReading(_ open: AskedOpen) -> GateReading {
    return atMost(
      .sideExposure, .sideExposureAboveCap,
      orders.live.opening[open.side] + open.quantity.steps, parameters.maximumSideExposure)
  }

  @inline(__always) var breakerReading: GateReading {
    let block = switches.breaker.block(at: time)
    return GateReading(.breaker, isOpen: block == nil, block ?? Reason(.breakerTripped))
  }

  @inline(__always) func skewReading(_ open: AskedOpen) -> GateReading {
    guard settings.grid.skew.isEnabled else { return .unused(.skew, .skewAboveLimit) }
    return GateReading(
      .skew, isOpen: grid.skew.limited != open.side,
      Reason(
        .skewAboveLimit, value: grid.skew.exact(books.ledger.position),
        limit: settings.grid.skew.maximumRatio.hundredths))
  }

  /// A price too far from the mid must be a mistake.
  @inline(__always) func collarReading(_ open: AskedOpen) -> GateReading {
    guard let collar = settings.risk.losses.priceCollar, let mid else {
      return .unused(.collar, .beyondCollar)
    }
    return GateReading(
      .collar, isOpen: abs(open.price.ticks - mid.ticks) <= collar.ticksAtMost(of: mid),
      Reason(.beyondCollar, value: open.price.ticks, limit: mid.ticks))
  }

  @inline(__always) var dayLossReading: GateReading {
    .loss(.dayLoss, .dayLossAboveCap, dayLoss, parameters.maximumDayLoss)
  }

  @inline(__always) var drawdownReading: GateReading {
    let cap = drawdownCap
    return cap.isSet
      ? cap.reading(drawdown, from: books.ledger.peak) : .unused(.drawdown, .drawdownAboveCap)
  }

  @inline(__always) var sendRateReading: GateReading {
    guard let cap = orders.rate.openCap else { return .unused(.sendRate, .sendRateAboveCap) }
    let count = orders.rate.count(at: time)
    // One more must fit.
    return GateReading(
      .sendRate, isOpen: count < cap,
      Reason(.sendRateAboveCap, value: Int64(count), limit: Int64(cap)))
  }

  /// The loss since midnight UTC, or since the operator last cleared a loss; nil while it can't be
  /// known.
  @inline(__always) var dayLoss: ExactMoney? {
    guard parameters.maximumDayLoss != nil, let net = netNow else { return nil }
    return books.ledger.losses.countedFrom - net
  }

  /// How far profit is below its high-water mark; nil while it can't be known.
  @inline(__always) var drawdown: ExactMoney? {
    guard parameters.maximumDrawdown != nil || settings.risk.losses.maximumDrawdownShare != nil,
      let net = netNow
    else { return nil }
    return books.ledger.peak - net
  }
}

extension GateReading {
  /// The reading of a loss cap. At its cap no entry is sent, whatever other action the cap has.
  static func loss(
    _ gate: Gate, _ code: Reason.Code, _ loss: ExactMoney?, _ cap: ExactMoney?
  ) -> GateReading {
    guard let cap, let loss else { return .unused(gate, code) }
    return GateReading(
      gate, isOpen: loss < cap, Reason(code, value: loss.rounded.units, limit: cap.rounded.units))
  }
}

extension DrawdownCap {
  /// The reading of this cap when net profit has fallen by `drawdown` from a peak.
  @inline(never) func reading(_ drawdown: ExactMoney?, from peak: ExactMoney) -> GateReading {
    if lacksEquity { return GateReading(.drawdown, isOpen: false, Reason(.equityUnknown)) }
    return .loss(.drawdown, .drawdownAboveCap, drawdown, most(from: peak))
  }
}
