import Market
import Venue

extension Engine {
  /// Names the lots whose exits waited for the book to let them rest.
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

  /// Brings the legs of the lots that were named to what they should be.
  mutating func coverLots(into effects: inout Effects) {
    wakeWaitingExits()
    wakeLots()
    askPosition(into: &effects)
    guard !changes.lots.isEmpty else { return }
    defer { changes.lots.finish() }
    // What is settled or joined may put others there, or itself again: who protects it is judged by how
    // it was left.
    repeat {
      settleLots(into: &effects)
      if exits.sideStops.buy.mustLook || exits.sideStops.sell.mustLook {
        stopTogether(into: &effects)
        continue
      }
      guard let index = changes.lots.nextToJudge() else { return }
      guard books.lots[index].isLive else { continue }
      judgeCoverage(of: index)
      poolDust(index)
    } while true
  }

  /// Settles the lots that were named and those that this names; one that had all its looks waits
  /// for a later input.
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

  /// Something was looked at as often as one input may cause: it goes on a moment later.
  mutating func noteBound(lot: PositionID? = nil, _ side: Side, _ price: Price) {
    timers.wake(.exits, at: time.advanced(byNanoseconds: WorkBound.pauseNanoseconds))
    counters.bounded += 1
    note(LogEntry(.workBounded, at: time, side: side, price: price, lot: lot))
  }

  /// Brings one lot's legs to what is open of it: the stop first.
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
