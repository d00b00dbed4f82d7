import Market
import Venue

extension Engine {
  /// Books the fills of a page, asks for the next one, or concludes.
  mutating func learn(_ page: FillPage, into effects: inout Effects) {
    let expected = agreement.fillFetch.expected(page) ?? agreement.fillAudit.expected(page) ?? 0
    orders.budget.learn(page: page.fills.count, expected: expected, at: time)
    let run = agreement.fillFetch.run
    let step = agreement.fillFetch.take(
      page, parameters.capabilities.fillPaging, overlap: settings.reconcile.overlapNanoseconds)
    guard let run, step != .stray else { return learnAudit(page, into: &effects) }
    for fill in page.fills { learn(fill, from: run.source, into: &effects) }
    switch step {
    case .stray: break
    case .next:
      learnProgress(page)
      askPage(into: &effects)
    case .skip(let moment):
      noteUnlisted(moment, into: &effects)
      askPage(into: &effects)
    case .again:
      agreement.fillFetch.putOff(until: time.advanced(byNanoseconds: Retry.nanoseconds))
    case .end(let through): finishFetch(through: through, into: &effects)
    }
  }

  /// All fills before the last one of a page are in. That counts as a look at the fills as of then,
  /// and the next run begins there, however many pages are still to come.
  private mutating func learnProgress(_ page: FillPage) {
    guard let run = agreement.fillFetch.run, let last = page.fills.last else { return }
    let through = min(run.through, last.time.advanced(byNanoseconds: -1))
    guard run.from <= agreement.rounds.polledThrough, through > agreement.rounds.polledThrough
    else {
      return
    }
    agreement.rounds.hearFills(through: through)
    seeFills(asOf: through)
  }

  /// All fills of the run are in: concludes, and starts the fetch that is wanted beyond it.
  private mutating func finishFetch(through: Instant, into effects: inout Effects) {
    guard let from = agreement.fillFetch.run?.from else { return }
    let wanted = agreement.fillFetch.finish()
    learnComplete(from: from, through: through, into: &effects)
    guard let wanted, agreement.fillFetch.want(since: wanted.from, for: wanted.source, at: time)
    else {
      return
    }
    askPage(into: &effects)
  }

  /// All fills of a span of time are in.
  private mutating func learnComplete(
    from: Instant, through: Instant, into effects: inout Effects
  ) {
    for query in orders.queries.open {
      guard let absence = query.absence, absence.last <= through,
        let index = orders.live.index(of: query.order), orders.live[index].sentAt >= from,
        isAbsenceBelieved(index, query)
      else { continue }
      endAbsent(index)
    }
    learnFills(from: from, through: through, into: &effects)
  }

  /// Asks for a page that waited for room, and again for one that did not come.
  mutating func lookIntoFetch(into effects: inout Effects) {
    lookIntoAudit(into: &effects)
    guard time >= agreement.fillFetch.wakeAt, let run = agreement.fillFetch.run else { return }
    if run.isOut {
      orders.budget.pageFailed(expected: agreement.fillFetch.overdue(), mayCount: true, at: time)
    }
    askPage(into: &effects)
  }

  /// A page will not come.
  mutating func learnFailedPage(_ since: Instant, _ after: FillID?, _ failure: SendFailure) {
    var expected = 0
    if agreement.fillFetch.awaits(since, after) {
      expected = agreement.fillFetch.giveUp()
    } else if agreement.fillAudit.awaits(since, after) {
      expected = agreement.fillAudit.giveUp()
    }
    orders.budget.pageFailed(expected: expected, mayCount: failure.isAmbiguous, at: time)
  }
}
