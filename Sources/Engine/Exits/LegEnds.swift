import Market
import Venue

extension Engine {
  /// The venue refused a leg: it is sent another way, or the engine watches in its stead and tries
  /// again, waiting longer each time. The other leg is left alone.
  mutating func legRefused(_ order: Order, _ refusal: Refusal) {
    guard order.lot >= 0 else { return }
    if refusal == .reduceOnly {
      nothingToReduce(order)
    } else if refusal != .wouldCross || order.purpose != .takeProfit {
      holdBack(order, after: refusal.errorClass)
      heedReached(order, refusal)
      if refusal == .tooManyOrders, order.purpose == .stopLoss {
        lots[order.lot].stopHasNoRoom = true
      }
    } else if settings.exits.whenCrossing == .wait || time < lots[order.lot].exitTakeNotBefore {
      letExitWait(order.lot)
      watchExit(order.side, order.price)
    } else {
      lots[order.lot].exitTakes = true
      agenda.lots.append(order.lot)
    }
  }

  /// The venue says that a stop's price is reached. Where the market can't be seen, that is the best
  /// there is to go by: the stop goes out at its worst price. Where it can, our own look decides.
  private mutating func heedReached(_ order: Order, _ refusal: Refusal) {
    guard refusal == .badTrigger, let trigger = order.trigger, tradingBlock != nil,
      trigger == lots[order.lot].stopPrice
    else { return }
    lots[order.lot].stopIsDue = true
    recoveries.count(.stopDueUnseen)
  }

  /// Whether it is news that a leg did not come to stand: the same trouble is said once, until one of
  /// its kind stands.
  ///
  /// - Parameter trouble: what it is, never zero.
  mutating func isNews(_ order: Order, _ trouble: UInt8) -> Bool {
    guard order.lot >= 0 else { return true }
    let lot = order.lot
    switch order.purpose {
    case .stopLoss:
      defer { lots[lot].stopTrouble = trouble }
      return lots[lot].stopTrouble != trouble
    case .takeProfit, .close:
      defer { lots[lot].exitTrouble = trouble }
      return lots[lot].exitTrouble != trouble
    case .ladder, .manual, .flatten, .attempt, .completion, .sideStop: return true
    }
  }

  /// A leg never came to stand: it is watched until it may be sent again.
  mutating func legUnplaced(_ order: Order, until retryAt: Instant) {
    guard order.lot >= 0 else { return }
    if order.purpose == .stopLoss {
      lots[order.lot].stopRetryAt = max(lots[order.lot].stopRetryAt, retryAt)
    } else {
      lots[order.lot].exitRetryAt = max(lots[order.lot].exitRetryAt, retryAt)
    }
    exitWatch.wake(at: retryAt)
    agenda.lots.append(order.lot)
  }

  /// A trigger order of ours went off.
  mutating func learnTriggered(_ index: Int32) {
    registry.wentOff(index)
    if registry[index].state == .submitted || registry[index].state == .unknown {
      learnAccepted(index)
    }
    if registry[index].lot >= 0 { noteFired(registry[index].lot) }
  }

  /// A leg ended at the venue, asked for or not: its lot wants cover again.
  mutating func legEnded(_ order: Order, _ cause: CancelCause) {
    guard order.lot >= 0 else { return }
    switch cause {
    case .reduceOnly: nothingToReduce(order)
    case .immediate:
      // There was less to take than it looked: the next one rests, once the book lets it, or takes
      // what came there since.
      if order.purpose == .takeProfit {
        lots[order.lot].exitWaitsFor = 0
        lots[order.lot].exitTakeNotBefore = time.advanced(byNanoseconds: Engine.retryNanoseconds)
      }
      agenda.lots.append(order.lot)
    case .requested, .selfTrade, .scheduled, .margin, .siblingFilled, .fillOrKill, .liquidated,
      .delisted, .byHand, .byVenue:
      agenda.lots.append(order.lot)
    }
  }

  /// The venue holds a leg: what it refused before is forgotten, and a stop may now take the place of
  /// an older one.
  mutating func legAccepted(_ index: Int32) {
    let lot = registry[index].lot
    guard lot >= 0 else { return }
    forgetRefusals(registry[index])
    if registry[index].purpose == .stopLoss { agenda.lots.append(lot) }
  }

  /// The size of a leg changed: its lot, or others that wait for room, may have to follow.
  mutating func legResized(_ index: Int32) {
    guard registry[index].purpose.isExit else { return }
    if exitWatch.isShort { wakeShortLots() }
    if registry[index].lot >= 0 { agenda.lots.append(registry[index].lot) }
  }

  private mutating func forgetRefusals(_ order: Order) {
    guard order.lot >= 0 else { return }
    switch order.purpose {
    case .stopLoss:
      lots[order.lot].stopRefusals = 0
      lots[order.lot].stopTrouble = 0
      lots[order.lot].stopHasNoRoom = false
      lots[order.lot].stopRetryAt = .distantPast
    case .takeProfit:
      lots[order.lot].exitRefusals = 0
      lots[order.lot].exitTrouble = 0
      lots[order.lot].exitRetryAt = .distantPast
    case .close: lots[order.lot].exitTrouble = 0
    case .ladder, .manual, .flatten, .attempt, .completion, .sideStop: break
    }
  }

  /// The position is asked for first. A neutral grid sends the next one plain where the venue found
  /// nothing to reduce twice though the position agrees; one of a single direction never does.
  private mutating func nothingToReduce(_ order: Order) {
    lots[order.lot].doubts = min(lots[order.lot].doubts + 1, 16)
    if settings.grid.direction != .neutral {
      // The position is there, by the venue's own word: nobody expects that it can't be reduced.
      holdBack(order, after: .unexpected)
    } else if lots[order.lot].doubts > 1 {
      lots[order.lot].stopIsPlain = true
      lots[order.lot].exitIsPlain = true
    }
    doubtPosition(order.lot)
  }

  /// The venue made a reduce-only leg smaller, since it holds less of the position than we think.
  mutating func learnShrunk(_ index: Int32, remaining: Quantity) {
    recoveries.count(.legShrunk)
    registry.resize(index, remaining: min(remaining, registry[index].remaining))
    agenda.gatesMayOpen = true
    if registry[index].lot >= 0 { doubtPosition(registry[index].lot) }
  }

  /// The lot is watched instead, and the leg asked for again after a while, one that grows only where
  /// nobody expected the error.
  private mutating func holdBack(_ order: Order, after error: ErrorClass) {
    recoveries.count(.legRefused)
    control.raise(.rejectedExit)
    let lot = order.lot
    if order.purpose == .stopLoss {
      if error == .unexpected { lots[lot].stopRefusals = min(lots[lot].stopRefusals + 1, 7) }
      lots[lot].stopRetryAt = retryMoment(error, after: lots[lot].stopRefusals)
      exitWatch.wake(at: lots[lot].stopRetryAt)
    } else if order.purpose == .close {
      lots[lot].closeTryAt = retryMoment(error, after: 0)
      exitWatch.wake(at: lots[lot].closeTryAt)
    } else {
      if error == .unexpected { lots[lot].exitRefusals = min(lots[lot].exitRefusals + 1, 7) }
      lots[lot].exitRetryAt = retryMoment(error, after: lots[lot].exitRefusals)
      exitWatch.wake(at: lots[lot].exitRetryAt)
    }
    agenda.lots.append(lot)
  }

  @inline(__always) private func retryMoment(
    _ error: ErrorClass, after refusals: UInt8
  ) -> Instant {
    time.advanced(byNanoseconds: error.exitWait(after: refusals))
  }
}
