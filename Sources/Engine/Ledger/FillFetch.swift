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
  /// What is under way: from when on it began, where its present page starts, and what for.
  struct Run: Equatable, Sendable {
    var from: Instant
    var since: Instant
    /// After which fill, where the venue pages by fill and this is not the first page.
    var after: FillID?
    var source: FillSource
    /// When its present page was asked for first.
    var askedAt: Instant
    /// When its page must have come.
    var due: Instant
    /// The moment of the first page that told of fills younger than the overlap: it may lack some of
    /// these, so all fills are in up to there at most.
    var through = Instant.distantFuture
  }

  /// What a page leads to.
  enum Step: Equatable, Sendable {
    /// It belongs to nothing that is under way.
    case stray
    /// The next page is asked for.
    case next
    /// The next page is asked for, and of a moment the venue can list no more than it did.
    case skip(UnlistedMoment)
    /// The same page is asked for again, a little later: it told nothing and was not the last.
    case again
    /// It was the last: all fills up to a moment are in.
    case end(through: Instant)
  }

  private(set) var run: Run?
  /// What is wanted beyond the run under way: from when on, and what for.
  private(set) var wanted: (from: Instant, source: FillSource)?
  /// Fetches that came to their end, and pages in all.
  private(set) var completed = 0
  private(set) var pages = 0
  /// What the venue can't list.
  var unlisted = UnlistedMoments()

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

  /// Takes in that a page came, from a venue that pages in a way. Whatever comes, each further page
  /// begins later in the venue's list than the one before.
  ///
  /// - Parameter overlap: how old a fill may be and yet be missing from a list, in nanoseconds.
  mutating func take(_ page: FillPage, _ paging: FillPaging, overlap: Int64) -> Step {
    guard var run, page.since == run.since, page.after == run.after else { return .stray }
    pages += 1
    #if PLANTED_BUGS
      if PlantedBug.active == .onePageIsAll { return .end(through: page.asOf) }
    #endif
    guard !page.isLast else { return .end(through: min(run.through, page.asOf)) }
    guard let last = page.fills.last, last.id != run.after else { return .again }
    if page.asOf.nanoseconds(since: last.time) < overlap {
      run.through = min(run.through, page.asOf)
    }
    defer { self.run = run }
    guard paging == .byTime else {
      run.after = last.id
      return .next
    }
    // The next page begins with the last moment of this one, of which more may be left. Where this one
    // began there too it is full of that moment, and there is no other way than to leave it.
    guard last.time <= run.since else {
      run.since = last.time
      return .next
    }
    let moment = run.since
    run.since = moment.advanced(byNanoseconds: 1)
    return .skip(UnlistedMoment(moment: moment, listed: page.fills.count))
  }

  /// The run came to its end. Returns what is to be fetched next.
  mutating func finish() -> (from: Instant, source: FillSource)? {
    completed += 1
    run = nil
    defer { wanted = nil }
    return wanted
  }

  /// The run's page is asked for.
  mutating func asked(at time: Instant, due: Instant) {
    run?.askedAt = time
    run?.due = due
  }

  /// The run's page did not come, or told nothing, and is asked for by a moment.
  mutating func retry(due: Instant) { run?.due = due }

  func digest(into hash: inout StateHash) {
    hash.add(run?.from.nanoseconds ?? 0)
    hash.add(run?.since.nanoseconds ?? 0)
    hash.add(run?.after?.value ?? 0)
    hash.add(run?.due.nanoseconds ?? 0)
    hash.add(wanted?.from.nanoseconds ?? 0)
    hash.add(completed)
    hash.add(pages)
    hash.add(unlisted.count)
  }
}

extension Engine {
  /// Fetches all fills from a moment on, less the overlap.
  mutating func fetchFills(
    since moment: Instant, for source: FillSource, into effects: inout Effects
  ) {
    let from = moment.advanced(byNanoseconds: -settings.reconcile.overlapNanoseconds)
    guard fillFetch.want(since: from, for: source, at: time, due: answerDue) else { return }
    askPage(into: &effects)
  }

  /// Fetches the fills that an order may have had.
  mutating func fetchFills(of index: Int32, into effects: inout Effects) {
    fetchFills(since: registry[index].sentAt, for: .reconcile, into: &effects)
  }

  /// Books the fills of a page, asks for the next one, or concludes.
  mutating func learn(_ page: FillPage, into effects: inout Effects) {
    budget.learn(page: page.fills.count, at: time)
    let run = fillFetch.run
    let step = fillFetch.take(
      page, parameters.capabilities.fillPaging, overlap: settings.reconcile.overlapNanoseconds)
    // A page nobody waits for still tells of fills.
    let source = step == .stray ? .reconcile : run?.source ?? .reconcile
    for fill in page.fills { learn(fill, from: source, into: &effects) }
    switch step {
    case .stray: break
    case .next: askPage(into: &effects)
    case .skip(let moment):
      noteUnlisted(moment, into: &effects)
      askPage(into: &effects)
    case .again: fillFetch.retry(due: time.advanced(byNanoseconds: Engine.retryNanoseconds))
    case .end(let through): finishFetch(through: through, into: &effects)
    }
  }

  /// Asks for the present page of the run.
  private mutating func askPage(into effects: inout Effects) {
    guard let run = fillFetch.run else { return }
    fillFetch.asked(at: time, due: answerDue)
    effects.inquiries.append(.fills(since: run.since, after: run.after))
  }

  /// All fills of the run are in: concludes, and begins with what is wanted beyond it.
  private mutating func finishFetch(through: Instant, into effects: inout Effects) {
    guard let from = fillFetch.run?.from else { return }
    let wanted = fillFetch.finish()
    learnComplete(from: from, through: through, into: &effects)
    guard let wanted,
      fillFetch.want(since: wanted.from, for: wanted.source, at: time, due: answerDue)
    else { return }
    askPage(into: &effects)
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
    effects.inquiries.append(.fills(since: run.since, after: run.after))
  }

  /// When an answer to what is asked now is overdue.
  var answerDue: Instant {
    time.advanced(byNanoseconds: settings.orders.acknowledgeTimeoutNanoseconds)
  }
}
