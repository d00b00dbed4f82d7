import Market
import Venue

/// Which way a fill came to us.
public enum FillSource: UInt8, CaseIterable, Sendable {
  /// Over the private stream, as it happened.
  case stream
  /// From the regular look at the account's fills.
  case poll
  /// Fetched because something didn't add up.
  case reconcile
}

/// Fills that are being fetched, a page at a time, to the end; one fetch at a time.
struct FillFetch: Sendable {
  /// What is under way: from when on it began, where its next page starts, and what for.
  struct Run: Equatable, Sendable {
    var from: Instant
    var since: Instant
    var source: FillSource
    /// When its present page was asked for first.
    var askedAt: Instant
    /// When its page must have come.
    var due: Instant
  }

  private(set) var run: Run?
  /// What is wanted beyond the run under way: from when on, and what for.
  private(set) var wanted: (from: Instant, source: FillSource)?
  /// Fetches that came to their end, and pages in all.
  private(set) var completed = 0
  private(set) var pages = 0

  var wakeAt: Instant { run?.due ?? .distantFuture }

  /// Wants all fills from a moment on. Returns whether a page must be asked for now.
  mutating func want(
    since from: Instant, for source: FillSource, at time: Instant, due: Instant
  ) -> Bool {
    guard run != nil else {
      run = Run(from: from, since: from, source: source, askedAt: time, due: due)
      return true
    }
    // What the run asked for may have been read already, so it does not answer this one.
    let isBoth = wanted?.source == .reconcile || source == .reconcile
    wanted = (min(from, wanted?.from ?? from), isBoth ? .reconcile : source)
    return false
  }

  /// Takes in that a page came. Returns whether it belongs to the run under way.
  mutating func take(_ page: FillPage, at time: Instant, due: Instant) -> Bool {
    guard let run, page.since == run.since else { return false }
    pages += 1
    guard !page.isLast else { return true }
    // The next page begins with the last moment of this one; where that brings nothing new the
    // whole page is of one moment, and that moment has to be left.
    let last = page.fills.last?.time ?? run.since
    self.run?.since = max(last, run.since.advanced(byNanoseconds: 1))
    self.run?.askedAt = time
    self.run?.due = due
    return true
  }

  /// The run came to its end. Returns what is to be fetched next.
  mutating func finish() -> (from: Instant, source: FillSource)? {
    completed += 1
    run = nil
    defer { wanted = nil }
    return wanted
  }

  /// The run's page did not come and is asked for again.
  mutating func retry(due: Instant) { run?.due = due }

  func digest(into hash: inout StateHash) {
    hash.add(run?.from.nanoseconds ?? 0)
    hash.add(run?.since.nanoseconds ?? 0)
    hash.add(run?.due.nanoseconds ?? 0)
    hash.add(wanted?.from.nanoseconds ?? 0)
    hash.add(completed)
    hash.add(pages)
  }
}

extension Engine {
  /// Fetches all fills from a moment on, less the overlap.
  mutating func fetchFills(
    since moment: Instant, for source: FillSource, into effects: inout Effects
  ) {
    let from = moment.advanced(byNanoseconds: -settings.reconcile.overlapNanoseconds)
    guard fillFetch.want(since: from, for: source, at: time, due: answerDue) else { return }
    effects.inquiries.append(.fills(since: from))
  }

  /// Fetches the fills that an order may have had.
  mutating func fetchFills(of index: Int32, into effects: inout Effects) {
    fetchFills(since: registry[index].sentAt, for: .reconcile, into: &effects)
  }

  /// Books the fills of a page, asks for the next one, or concludes.
  mutating func learn(_ page: FillPage, into effects: inout Effects) {
    budget.learn(page: page.fills.count, at: time)
    guard let run = fillFetch.run, fillFetch.take(page, at: time, due: answerDue) else {
      // A page nobody waits for still tells of fills.
      for fill in page.fills { learn(fill, from: .reconcile, into: &effects) }
      return
    }
    for fill in page.fills { learn(fill, from: run.source, into: &effects) }
    if let next = fillFetch.run, !page.isLast {
      effects.inquiries.append(.fills(since: next.since))
      return
    }
    let wanted = fillFetch.finish()
    learnComplete(from: run.from, through: page.asOf, into: &effects)
    guard let wanted,
      fillFetch.want(
        since: wanted.from, for: wanted.source, at: time, due: answerDue)
    else { return }
    effects.inquiries.append(.fills(since: wanted.from))
  }

  /// All fills of a span of time are in.
  private mutating func learnComplete(
    from: Instant, through: Instant, into effects: inout Effects
  ) {
    for inquest in inquests.open {
      guard let absentAt = inquest.absentAt, absentAt <= through,
        let index = registry.index(of: inquest.order), registry[index].sentAt >= from,
        isAbsenceBelieved(index, inquest)
      else { continue }
      endAbsent(index)
    }
    learnFills(from: from, through: through, into: &effects)
  }

  /// Asks again for a page that did not come.
  mutating func lookIntoFetch(into effects: inout Effects) {
    guard time >= fillFetch.wakeAt, let run = fillFetch.run else { return }
    fillFetch.retry(due: answerDue)
    effects.inquiries.append(.fills(since: run.since))
  }

  /// When an answer to what is asked now is overdue.
  var answerDue: Instant {
    time.advanced(byNanoseconds: settings.orders.acknowledgeTimeoutNanoseconds)
  }
}
