import Market

extension Engine {
  /// How a gate that only rungs have stands for one.
  @inline(__always) func rungReading(of gate: Gate, for open: AskedOpen) -> GateReading {
    guard let rung = open.rung else { return .unused(gate, .wanted) }
    switch gate {
    case .bounds: return boundsReading(rung.price)
    case .lot:
      // What is left of a replaced order goes on filling its lot.
      guard rung.carried.isZero else {
        return GateReading(.lot, isOpen: true, Reason(.lotOpen))
      }
      return lotReading(open.side, rung.price)
    case .replan:
      guard settings.grid.rearm == .nextReplan else { return .unused(.replan, .awaitsReplan) }
      return GateReading(
        .replan, isOpen: rung.reason.code != .awaitsReplan, Reason(.awaitsReplan))
    case .retry:
      let isHeld = counters.updates < rung.retryAtUpdate || time < rung.retryAt
      return GateReading(.retry, isOpen: !isHeld, rung.reason)
    case .coalescing: return coalescingReading
    case .freeze, .reconciled, .pause, .bench, .excess, .market, .completing, .pending, .largest,
      .minimumNotional, .rests, .ownOrder,
      .openOrders,
      .orderNotional, .exposure, .budget, .breaker, .skew, .orderSize, .sideExposure, .collar,
      .dayLoss, .drawdown, .margin, .carried, .sendRate, .requestBudget:
      return .unused(gate, .wanted)
    }
  }

  @inline(__always) private func boundsReading(_ price: Price) -> GateReading {
    if let lower = parameters.lower, price.ticks < lower {
      return GateReading(
        .bounds, isOpen: false, Reason(.outsideBounds, value: price.ticks, limit: lower))
    }
    if let upper = parameters.upper {
      return GateReading(
        .bounds, isOpen: price.ticks <= upper,
        Reason(.outsideBounds, value: price.ticks, limit: upper))
    }
    guard let lower = parameters.lower else { return .unused(.bounds, .outsideBounds) }
    return GateReading(
      .bounds, isOpen: true, Reason(.outsideBounds, value: price.ticks, limit: lower))
  }

  @inline(__always) private func lotReading(_ side: Side, _ price: Price) -> GateReading {
    let isHeld: Bool
    switch settings.grid.rearm {
    case .lotClosed: isHeld = true
    case .exitAccepted: isHeld = lots.awaitsExit(side, price)
    case .nextReplan: return .unused(.lot, .lotOpen)
    }
    guard isHeld, let lot = lots.newest(side, price) else {
      return GateReading(.lot, isOpen: true, Reason(.lotOpen))
    }
    return GateReading(.lot, isOpen: false, Reason(.lotOpen, value: lot.value))
  }
}
