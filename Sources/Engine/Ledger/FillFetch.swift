import Market
import Venue

/// How a fill reached us.
public enum FillSource: UInt8, CaseIterable, Sendable, Codable {
  /// Over the private stream, as it happened.
  case stream
  /// From the regular poll of the account's fills.
  case poll
  /// Fetched because something didn't add up.
  case reconcile
}

/// Fills that are being fetched to the end, a page at a time; one fetch at a time.
struct FillFetch: Sendable, Codable {
  /// The fetch under way: from which moment it began, where its present page starts, and what for.
  struct Run: Equatable, Sendable, Codable {
    let from: Instant
    fileprivate(set) var since: Instant
    /// The fill after which the page starts; nil for a first page, or if the venue pages by time.
    fileprivate(set) var after: FillID?
    let source: FillSource
    /// Since when it has been wanted.
    let wantedAt: Instant
    /// Whether its present page was asked for and has not come.
    fileprivate(set) var isOut = false
    /// When its page must have arrived, or is to be asked for.
    fileprivate(set) var due: Instant
    /// The expected weight of the page that was asked for.
    fileprivate(set) var expected = 0
    /// The moment of the first page that had fills younger than the overlap. It may lack some of
    /// these, so all fills are in up to that moment at most.
    fileprivate(set) var through = Instant.distantFuture

    /// Whether nothing of it was asked for yet.
    var isWhole: Bool { !isOut && since == from && after == nil }
    var question: Inquiry { .fills(since: since, after: after) }
  }

  /// What a page leads to.
  enum Step: Equatable, Sendable {
    /// It belongs to nothing that is under way.
    case stray
    /// The next page is asked for.
    case next
    /// The next page is asked for. Of one moment the venue can list no more than it did.
    case skip(UnlistedMoment)
    /// The same page is asked for again a little later: it had nothing new and was not the last.
    case again
    /// It was the last: all fills up to a moment are in.
    case end(through: Instant)
  }

  private(set) var run: Run?
  /// Fills that are to be fetched: from which moment on, and what for.
  struct Wanted: Sendable, Codable {
    let from: Instant
    let source: FillSource
  }

  /// What is wanted beyond the run under way.
  private(set) var wanted: Wanted?
  /// Fetches that came to their end, and the number of all pages.
  private(set) var completed = 0
  private(set) var pages = 0
  /// The number of fills of the last page; nil before the first.
  private(set) var lastCount: Int?
  /// The moments of which the venue can't list all fills.
  private(set) var unlisted = UnlistedMoments()

  var wakeAt: Instant { run?.due ?? .distantFuture }

  /// Notes a moment of which the venue can't list all fills. Returns whether it is news.
  mutating func note(_ one: UnlistedMoment) -> Bool { unlisted.note(one) }

  /// Wants all fills from a moment on. Returns whether a page must be asked for now.
  mutating func want(since from: Instant, for source: FillSource, at time: Instant) -> Bool {
    guard let run else {
      run = Run(from: from, since: from, source: source, wantedAt: time, due: time)
      return true
    }
    if run.isWhole {
      let first = min(from, run.from)
      let isBoth = run.source == .reconcile || source == .reconcile
      self.run = Run(
        from: first, since: first, source: isBoth ? .reconcile : source, wantedAt: run.wantedAt,
        due: run.due)
      return false
    }
    // What the run asked for may have been read already, so it does not answer this one.
    let isBoth = wanted?.source == .reconcile || source == .reconcile
    wanted = Wanted(
      from: min(from, wanted?.from ?? from), source: isBoth ? .reconcile : source)
    return false
  }

  /// Takes in a page that arrived, from a venue that pages in a given way. Whatever comes, each
  /// further page begins later in the venue's list than the one before.
  ///
  /// - Parameter overlap: up to which age a fill may still be missing from a list, in nanoseconds.
  mutating func take(_ page: FillPage, _ paging: FillPaging, overlap: Int64) -> Step {
    guard awaits(page.since, page.after), var run else { return .stray }
    pages += 1
    lastCount = page.fills.count
    guard !page.isLast else { return .end(through: min(run.through, page.asOf)) }
    run.isOut = false
    defer { self.run = run }
    guard let last = page.fills.last, last.id != run.after else { return .again }
    if page.asOf.nanoseconds(since: last.time) < overlap {
      run.through = min(run.through, page.asOf)
    }
    guard paging == .byTime else {
      run.after = last.id
      return .next
    }
    // The next page begins with the last moment of this one, which may have more fills. If this
    // page began there too, it is full of that moment, and the only way on is to leave that moment.
    guard last.time <= run.since else {
      run.since = last.time
      return .next
    }
    let moment = run.since
    run.since = moment.advanced(byNanoseconds: 1)
    return .skip(UnlistedMoment(moment: moment, listed: page.fills.count))
  }

  /// The run came to its end. Returns what is to be fetched next; nil if nothing is.
  mutating func finish() -> Wanted? {
    completed += 1
    run = nil
    defer { wanted = nil }
    return wanted
  }

  /// The run's page was asked for, with an expected weight, and must arrive by `due`.
  mutating func asked(due: Instant, expected: Int) {
    run?.isOut = true
    run?.due = due
    run?.expected = expected
  }

  /// What the run's page may weigh: little more than the last one if it reaches back less than two
  /// minutes, otherwise as much as the largest.
  func pageWeight(_ budget: RequestBudget, at time: Instant) -> Int {
    let reach = run.map { time.nanoseconds(since: $0.since) } ?? .max
    return budget.pageWeight(after: reach < FillFetch.shortNanoseconds ? lastCount ?? 0 : nil)
  }

  private static let shortNanoseconds: Int64 = 120_000_000_000

  /// The run's page is overdue. Returns its expected weight.
  mutating func overdue() -> Int {
    defer { run?.expected = 0 }
    return run?.expected ?? 0
  }

  /// The expected weight of a page that arrived; nil if it is not awaited.
  func expected(_ page: FillPage) -> Int? {
    awaits(page.since, page.after) ? run?.expected : nil
  }

  /// The run's page is asked for later: there was no room for it, or it has time.
  mutating func putOff(until moment: Instant) { run?.due = moment }

  /// Whether a page that begins there was asked for and has not come.
  func awaits(_ since: Instant, _ after: FillID?) -> Bool {
    run.map { $0.since == since && $0.after == after && $0.isOut } ?? false
  }

  /// The run's page will not come; it is asked for again when it is due. Returns its expected
  /// weight.
  mutating func giveUp() -> Int {
    defer { run?.expected = 0 }
    run?.isOut = false
    return run?.expected ?? 0
  }
}
