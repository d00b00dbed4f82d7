import Market
import Venue

extension Engine {
  /// Marks for a check the lots whose take-profits wait until the book lets them rest.
  private mutating func wakeWaitingExits() {
    guard
      counters.updates >= grid.watch.exitRetryUpdate,
      grid.watch.exitRetry.isReached(fall: book.bids.bestOrZero, rise: book.asks.bestOrZero)
    else { return }
    grid.watch.forgetExitRetry()
    renewExitBounds()
    for index in books.lots.inOrder where books.lots[index].takeProfit.way.waitsUntil != nil {
      changes.lots.append(index)
    }
  }

  /// Brings the legs of the marked lots to what they should be.
  mutating func coverLots(into effects: inout Effects) {
    wakeWaitingExits()
    wakeLots()
    askPosition(into: &effects)
    guard !changes.lots.isEmpty else { return }
    defer { changes.lots.finish() }
    // Settling or joining lots may mark others, or the same lot again. So who protects a lot is
    // judged only after all that is done.
    repeat {
      settleLots(into: &effects)
      if exits.sideStops.buy.mustLook || exits.sideStops.sell.mustLook {
        stopTogether(into: &effects)
        continue
      }
      guard let index = changes.lots.nextToJudge() else { return }
      guard books.lots[index].isLive else { continue }
      judgeCoverage(of: index, into: &effects)
      poolDust(index)
    } while true
  }

  /// Settles the marked lots, and those that this marks. A lot that used up its looks for this
  /// input waits for a later one.
  private mutating func settleLots(into effects: inout Effects) {
    changes.lots.expand(books.lots.inOrder)
    while let index = changes.lots.nextToSettle() {
      guard books.lots[index].isLive else { continue }
      guard work.mayLook(atLot: index) else {
        noteBound(lot: books.lots[index].id, books.lots[index].side, books.lots[index].slot)
        changes.lots.leave(index)
        continue
      }
      settle(index, into: &effects)
      changes.lots.expand(books.lots.inOrder)
    }
  }

  /// A lot or rung was checked as often as one input may cause: it is checked again a moment later.
  mutating func noteBound(lot: PositionID? = nil, _ side: Side, _ price: Price) {
    timers.wake(.exits, at: time.advanced(byNanoseconds: WorkBound.pauseNanoseconds))
    counters.bounded += 1
    note(LogEntry(.workBounded, at: time, side: side, price: price, lot: lot))
  }

  /// Brings one lot's legs to its open size: the stop first.
  private mutating func settle(_ index: Int32, into effects: inout Effects) {
    judgeTime(of: index)
    settleRunner(index)
    settleStops(of: index, into: &effects)
    if watchesStops { noteSmallStop(of: index) }
    trimTakeProfits(of: index, into: &effects)
    if !books.lots[index].stop.isTriggered, exitsMayGo, !books.lots[index].awaitsPosition {
      if let cause = books.lots[index].closing.cause {
        settleClosing(of: index, cause, into: &effects)
      } else if books.lots[index].role != .overfill, !books.lots[index].role.isRunner {
        settleTakeProfit(of: index, into: &effects)
      }
    }
  }
}
