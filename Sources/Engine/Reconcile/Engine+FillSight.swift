import Market
import Venue

extension Engine {
  /// All fills up to a moment were seen; nil means up to now, after a complete fetch.
  mutating func seeFills(asOf moment: Instant? = nil) {
    guard agreement.fillSight.see(asOf: moment ?? time, at: time) else { return }
    changes.nameAllRungs()
    note(LogEntry(.fillsSeen, at: time))
  }

  /// Stops entries if the account's fills were not seen for too long, and reports why they were
  /// not.
  mutating func watchFills() {
    guard agreement.fillSight.pass(time) else { return }
    recoveries.count(.fillsUnseen)
    switches.control.raise(.fillsUnseen)
    note(LogEntry(.fillsUnseen, at: time, reason: whyUnseen))
    markRungs(.reconciled, unseenReason)
  }

  /// The reason shown for an entry while fills are unseen.
  @inline(__always) var unseenReason: Reason {
    Reason(
      .fillsUnseen, value: time.nanoseconds(since: agreement.fillSight.seenAt),
      limit: FillSight.patienceNanoseconds)
  }

  /// Why no fetch succeeded: the request channel is down, the budget has no room, or no answer
  /// came.
  private var whyUnseen: Reason {
    guard agreement.rounds.mayAsk else {
      return Reason(.disconnected, value: Int64(Channel.requests.rawValue))
    }
    guard let run = agreement.fillFetch.run, let most = orders.budget.questionWeight,
      !orders.budget.hasRoom(
        for: run.question, answer: agreement.fillFetch.pageWeight(orders.budget, at: time), at: time
      )
    else { return unseenReason }
    return Reason(.weightSpent, value: Int64(orders.budget.weight(at: time)), limit: Int64(most))
  }
}
