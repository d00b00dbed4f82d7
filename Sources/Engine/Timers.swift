import Market

/// What the engine must check again at a time, even if nothing happens.
public enum Timer: UInt8, CaseIterable, Sendable {
  /// What is due between us and the venue: queries and checks that are repeated.
  case orderAnswer
  case orderQuery
  case fillPage
  case fillCheck
  case fillSight
  case comparison
  case orderList
  case account
  case channels

  // Moments that are kept only in this table.
  /// An order was refused, or never arrived: it is tried again.
  case retry
  /// The last requests are answered, and the rest of the ladder may follow.
  case coalescing
  case sendRate
  case requestBudget
  /// A cancel that was refused or not answered is sent again.
  case cancel
  /// One of our own orders was in the way of another.
  case ownOrder
  case completion
  case flatten
  case cancelAll
  case quit
  /// Something was checked as often as one input may cause.
  case workBound

  case exits
  case attempts
  case marketStatus
  case deadMan
  case breaker
  /// The mark price becomes too old to use.
  case mark
  case dayEnd
  /// The book becomes stale, or orders that rest on a blocked market are cancelled.
  case book

  /// The timers that are handled when the clock wakes the engine, in this order. The moments of the
  /// others are kept and checked by other parts of the engine.
  static let looks: [Timer] = [
    .retry, .coalescing, .sendRate, .requestBudget, .cancel, .ownOrder, .completion, .flatten,
    .cancelAll, .quit, .workBound,
  ]

  /// Its stable word.
  public var name: String { Timer.words[self] }

  private static let words = CaseWords(of: Timer.self)
}

/// When the engine must check something even if nothing happens: one table, by timer.
struct Timers: Sendable, Codable {
  /// ``never`` if nothing is waited for.
  private var moments = Moments()
  /// When a question to the venue, asked or to be asked, is due.
  private(set) var dueAt = Instant.distantPast
  /// When anything but the book must be checked.
  private var businessAt = Instant.distantPast
  /// The earliest of all: when the engine must be woken next.
  private(set) var nextDeadline = Instant.distantPast

  @inline(__always) subscript(timer: Timer) -> Instant {
    get { moments.of[Int(timer.rawValue)] }
    set { moments.of[Int(timer.rawValue)] = newValue }
  }

  /// Requests a wake-up at a moment, or earlier.
  @inline(__always) mutating func wake(_ timer: Timer, at moment: Instant) {
    self[timer] = min(self[timer], moment)
  }

  /// Whether the moment of a timer has come. The timer is then cleared; code that must wait on sets
  /// it again.
  @inline(__always) mutating func pass(_ timer: Timer, at now: Instant) -> Bool {
    guard now >= self[timer] else { return false }
    self[timer] = .never
    return true
  }

  /// Whether the moment of this timer has come, and that of no other.
  func isAlone(_ timer: Timer, at now: Instant) -> Bool {
    Timer.allCases.allSatisfy { ($0 == timer) == (self[$0] <= now) }
  }

  /// The book is checked at this moment.
  @inline(__always) mutating func setBook(_ moment: Instant) {
    self[.book] = moment
    nextDeadline = min(moment, businessAt)
  }

  /// The mark price is checked at this moment.
  mutating func setMark(_ moment: Instant) {
    self[.mark] = moment
    businessAt = min(businessAt, moment)
    nextDeadline = min(nextDeadline, moment)
  }

  /// Finds the next moments again.
  @inline(__always) mutating func settle() {
    dueAt = least(of: Timers.due)
    businessAt = min(dueAt, least(of: Timers.business))
    nextDeadline = min(self[.book], businessAt)
  }

  @inline(__always) private func least(of timers: Range<Int>) -> Instant {
    var least = Instant.never
    for timer in timers { least = min(least, moments.of[timer]) }
    return least
  }

  @inline(__always) private static var due: Range<Int> { range(.orderAnswer, .channels) }
  @inline(__always) private static var business: Range<Int> { range(.retry, .dayEnd) }

  @inline(__always) private static func range(_ first: Timer, _ last: Timer) -> Range<Int> {
    Int(first.rawValue)..<Int(last.rawValue) + 1
  }
}

/// A moment for each timer, stored within the engine itself.
struct Moments: Sendable, Codable {
  var of = InlineArray<28, Instant>(repeating: .never)

  init() {}

  init(from decoder: any Decoder) throws {
    var container = try decoder.unkeyedContainer()
    for timer in of.indices { of[timer] = try container.decode(Instant.self) }
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.unkeyedContainer()
    for timer in of.indices { try container.encode(of[timer]) }
  }
}
