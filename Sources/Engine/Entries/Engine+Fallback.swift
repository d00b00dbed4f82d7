import Market
import Venue

extension Engine {
  /// Checks the marked sides. A mark that came with an earlier input acts once every gate passes.
  /// It is dropped when its time is over, or at a pause or a freeze.
  mutating func reviewRechecks(into effects: inout Effects) {
    for side in Side.allCases {
      guard let recheck = attempts.sides[side].recheck else { continue }
      if time >= recheck.until || switchedOff(side) != nil {
        attempts.sides[side].recheck = nil
        note(LogEntry(.fallbackDropped, at: time, side: side, quantity: recheck.quantity))
        continue
      }
      guard !recheck.isFresh else {
        attempts.sides[side].recheck?.isFresh = false
        continue
      }
      fallBack(side, recheck, into: &effects)
    }
  }

  private mutating func fallBack(
    _ side: Side, _ recheck: Recheck, into effects: inout Effects
  ) {
    guard !attempts.occupies(side), heldBack(side) == nil, let best = book[side.opposite].best
    else { return }
    var attempt = Attempt(
      purpose: .attempt, side: side, quantity: recheck.quantity, price: best, startedAt: time,
      deadline: recheck.until,
      lookAt: time.advanced(byNanoseconds: settings.entries.repriceNanoseconds),
      told: Reason(.fallingBack))
    attempt.stage = .waiting(for: .take)
    attempt.lot = recheck.lot
    attempt.awayFrom = recheck.awayFrom
    if begin(attempt, into: &effects) == nil {
      attempts.sides[side].recheck = nil
      recoveries.count(.fellBack)
    }
  }

  /// Estimates a taker order from the shown book; without one, from the last trade, the mark or the
  /// mid; nil if nothing is known.
  func takerQuote(_ side: Side, _ quantity: Quantity, _ cap: BasisPoints) -> TakerQuote? {
    let shown = book[side.opposite]
    guard let best = shown.best else {
      guard let reference = market.lastTrade?.price ?? markOrMid else { return nil }
      return protected(side, reference, worst: nil, cap)
    }
    let sweep = BookSweep(quantity, of: shown, for: side)
    return protected(side, best, worst: sweep.left.isZero ? sweep.worst ?? best : nil, cap)
  }

  private func protected(
    _ side: Side, _ reference: Price, worst: Price?, _ cap: BasisPoints
  ) -> TakerQuote? {
    guard let exact = reference.away(by: cap.ticksAtMost(of: reference), for: side.opposite),
      let limit = parameters.tickGrid.snapped(exact, for: side)
    else { return nil }
    guard let worst else {
      return TakerQuote(
        limit: limit, slippage: BasisPoints(hundredths: cap.hundredths + 1), isOverCap: true)
    }
    let off = abs(worst.ticks - reference.ticks).multipliedFullWidth(by: 1_000_000)
    let share =
      off.high < reference.ticks ? reference.ticks.dividingFullWidth(off).quotient : 1_000_000
    return TakerQuote(
      limit: limit, slippage: BasisPoints(hundredths: share),
      isOverCap: limit.isBetter(than: worst, for: side.opposite))
  }
}
