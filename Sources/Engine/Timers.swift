import Market

/// What the engine wants to look at again though nothing happens.
public enum Timer: UInt8, CaseIterable, Sendable {
  /// What is due between us and the venue: asked again, or looked at again.
  case orderAnswer
  case orderQuery
  case fillPage
  case fillCheck
  case fillSight
  case comparison
  case orderList
  case account
  case channels

  // What nobody keeps a moment for but this table.
  /// An order was refused, or never got there: what wanted it asks again.
  case retry
  /// What left last is answered, and the rest of the ladder may follow.
  case coalescing
  case sendRate
  case requestBudget
  /// A cancel that was refused or not answered is asked for again.
  case cancel
  /// An order of ours was in the way of another.
  case ownOrder
  case completion
  case flatten
  case cancelAll
  case quit
  /// Something was looked at as often as one input may cause.
  case workBound

  case exits
  case attempts
  case marketStatus
  case deadMan
  case breaker
  /// The mark price will be too old to go by.
  case mark
  case dayEnd
  /// The book will be stale, or what rests on a blocked market is pulled.
  case book

  /// Those that are looked at as the clock wakes the engine, in this order; the others have their
  /// moments from those that look at them.
  static let looks: [Timer] = [
    .retry, .coalescing, .sendRate, .requestBudget, .cancel, .ownOrder, .completion, .flatten,
    .cancelAll, .quit, .workBound,
  ]

  /// Its stable word.
  public var name: String { Timer.words[self] }

  private static let words = CaseWords(of: Timer.self)
}

/// When the engine wants to look again though nothing happens: one table, by what for.
struct Timers: Sendable, Codable {
  /// ``never`` where nothing is waited for.
  private var moments = Moments()
  /// When something that was asked of the venue, or is to be asked, is due.
  private(set) var dueAt = Instant.distantPast
  /// When anything but the book wants a look.
  private var businessAt = Instant.distantPast
  /// The least of all: when the engine wants to be woken next.
  private(set) var nextDeadline = Instant.distantPast

  @inline(__always) subscript(timer: Timer) -> Instant {
    get { moments.of[Int(timer.rawValue)] }
    set { moments.of[Int(timer.rawValue)] = newValue }
  }

  /// Asks for a look at a moment, or before.
  @inline(__always) mutating func wake(_ timer: Timer, at moment: Instant) {
    self[timer] = min(self[timer], moment)
  }

  /// Whether the moment of a timer has come; it is forgotten then, and named anew where what it was
  /// for is still to wait.
  @inline(__always) mutating func pass(_ timer: Timer, at now: Instant) -> Bool {
    guard now >= self[timer] else { return false }
    self[timer] = .never
    return true
  }

  /// Whether the moment of a timer has come, and that of no other.
  func isAlone(_ timer: Timer, at now: Instant) -> Bool {
    Timer.allCases.allSatisfy { ($0 == timer) == (self[$0] <= now) }
  }

  /// The book is looked at then.
  @inline(__always) mutating func setBook(_ moment: Instant) {
    self[.book] = moment
    nextDeadline = min(moment, businessAt)
  }

  /// The mark price is looked at then.
  mutating func setMark(_ moment: Instant) {
    self[.mark] = moment
    businessAt = min(businessAt, moment)
    nextDeadline = min(nextDeadline, moment)
  }

  /// Finds the next moments anew.
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

/// A moment for each timer, within the engine itself.
private struct Moments: Sendable, Codable {
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
