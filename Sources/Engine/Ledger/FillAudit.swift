import Market
import Venue

// The audit: the fills of a day are checked again, in case one was never reported. It is not
// urgent, so it asks for a page at a time with a pause between, beside the fetches that others wait
// for.
extension Engine {
  /// Starts a check of all fills from a moment on. If the last audit is still running, that one
  /// will reach the newest fills too, and no other is started.
  mutating func beginAudit(since from: Instant, into effects: inout Effects) {
    guard agreement.fillAudit.run == nil,
      agreement.fillAudit.want(since: from, for: .reconcile, at: time)
    else {
      return
    }
    note(LogEntry(.fillsAudited, at: time))
    lookIntoAudit(into: &effects)
  }

  /// Asks for the audit's next page, if that is due.
  mutating func lookIntoAudit(into effects: inout Effects) {
    guard time >= agreement.fillAudit.wakeAt, let run = agreement.fillAudit.run else { return }
    if run.isOut {
      orders.budget.pageFailed(expected: agreement.fillAudit.overdue(), mayCount: true, at: time)
    }
    let weight = agreement.fillAudit.pageWeight(orders.budget, at: time)
    guard ask(run.question, answer: weight, into: &effects) else {
      return agreement.fillAudit.putOff(
        until: time.advanced(byNanoseconds: Retry.nanoseconds))
    }
    agreement.fillAudit.asked(due: answerDue, expected: weight)
  }

  /// Books the fills of a page of the audit. A page that nobody waits for has fills too.
  mutating func learnAudit(_ page: FillPage, into effects: inout Effects) {
    let step = agreement.fillAudit.take(
      page, parameters.capabilities.fillPaging, overlap: settings.reconcile.overlapNanoseconds)
    for fill in page.fills { learn(fill, from: .reconcile, into: &effects) }
    switch step {
    case .stray: return
    case .next, .again: break
    case .skip(let moment): noteUnlisted(moment, into: &effects)
    case .end:
      _ = agreement.fillAudit.finish()
      return
    }
    agreement.fillAudit.putOff(until: time.advanced(byNanoseconds: orders.budget.auditPause))
  }
}
