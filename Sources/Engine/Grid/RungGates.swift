import Market

// The gates that only rungs have.
extension Engine {
  @inline(__always) func replanReading(_ open: AskedOpen) -> GateReading {
    guard let rung = open.rung, settings.grid.rearm == .nextReplan else {
      return .unused(.replan, .awaitsReplan)
    }
    return GateReading(.replan, isOpen: !rung.awaitsReplan, Reason(.awaitsReplan))
  }

  @inline(__always) func retryReading(_ open: AskedOpen) -> GateReading {
    guard let rung = open.rung else { return .unused(.retry, .wanted) }
    let isHeld = rung.wait.holds(at: time, updates: counters.updates)
    return GateReading(.retry, isOpen: !isHeld, rung.wait.reason)
  }

  @inline(__always) func boundsReading(_ open: AskedOpen) -> GateReading {
    guard let price = open.rung?.price else { return .unused(.bounds, .outsideBounds) }
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

  @inline(__always) func lotReading(_ open: AskedOpen) -> GateReading {
    guard let rung = open.rung else { return .unused(.lot, .lotOpen) }
    // The rest of a replaced order continues to fill its lot.
    guard rung.remainder == nil else { return GateReading(.lot, isOpen: true, Reason(.lotOpen)) }
    let price = rung.price
    let side = open.side
    let isHeld: Bool
    switch settings.grid.rearm {
    case .lotClosed: isHeld = true
    case .exitAccepted: isHeld = books.lots.awaitsExit(side, price)
    case .nextReplan: return .unused(.lot, .lotOpen)
    }
    guard isHeld, let lot = books.lots.newest(side, price) else {
      return GateReading(.lot, isOpen: true, Reason(.lotOpen))
    }
    return GateReading(.lot, isOpen: false, Reason(.lotOpen, value: lot.value))
  }
}
