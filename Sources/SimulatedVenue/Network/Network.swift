import Market
import Venue

/// Everything between the engine and a simulated venue that can go wrong, as a value.
///
/// Requests and inquiries leave through it, and reports and answers arrive through it. It tells its
/// owner when it next has something to do. Every fault is drawn from the seed and the number of its
/// message or onset, so equal calls give equal faults, and a copy continues as the original would
/// have. If no rate is set it is not used at all.
///
/// | what | file |
/// |---|---|
/// | requests and inquiries on their way out | `Network+Sending.swift` |
/// | reports, and which way each travels | `Network+Hearing.swift`, `ReportWay.swift` |
/// | answers that are false | `Network+Answers.swift` |
/// | connections that break, and come back | `Network+Lines.swift` |
/// | the feed | `Network+Feed.swift` |
/// | orders that the venue's front refuses | `Network+Front.swift` |
/// | faults that begin by themselves, and the end of all | `Network+Onsets.swift` |
/// | what happens at the venue itself | `Network+Venue.swift` |
public struct Network: Sendable {
  public let settings: NetworkSettings
  /// The number of faults so far, by kind.
  public internal(set) var counts = FaultCounts()
  /// The last faults, oldest first, each with its time.
  var history = RingBuffer<(fault: Fault, time: Instant)>(capacity: 256)
  var lastFault: Fault?
  let draws: FaultDraws

  // How many messages of each sort have passed.
  var requestNumber: UInt64 = 0
  var inquiryNumber: UInt64 = 0
  var reportNumber: UInt64 = 0
  var answerNumber: UInt64 = 0

  /// Held back on the way out.
  var outgoing = DueQueue<Outgoing>()
  /// On the way to the engine.
  var incoming = DueQueue<Incoming>()
  /// Requests whose answer is still to come.
  var flights: [Flight] = []
  var lines = Lines()
  var feed = FeedState()
  /// When each kind that begins by itself does so next, by raw value; nil if never.
  var onsets: [Instant?]
  var onsetNumbers = Array(repeating: UInt64(0), count: FaultKind.allCases.count)
  var skew = (until: Instant.distantPast, nanoseconds: Int64(0))
  var storm = (until: Instant.distantPast, refusal: Refusal.other)
  /// Until when requests are slow.
  var slowUntil = Instant.distantPast
  /// Until when connections flap, when the next one breaks, and how many did.
  var flapping = (until: Instant.distantPast, next: Instant.distantFuture, count: UInt64(0))
  /// Until when the venue's rules are coarser, and which of them.
  var coarse = (until: Instant.distantPast, rule: CoarseRule.size)
  /// When a phase ends that a fault began at the venue; nil if there is none.
  var phaseEnds: Instant?
  /// The account as last answered truly.
  var lastAccount: AccountState?
  /// Whether the last list of orders was false.
  var lastListWasFalse = false
  /// The time from which nothing goes wrong any more.
  public internal(set) var healsAt: Instant
  var isHealed = false

  /// The minimum notional of an order at the venue, in units of ``Money``.
  let leastValue: Int64

  /// - Parameters:
  ///   - seed: the venue's seed; together with that of the settings it decides all draws.
  ///   - start: the time from which faults can occur.
  ///   - minimumNotional: the venue's minimum notional of an order.
  public init(
    _ settings: NetworkSettings, seed: UInt64, startingAt start: Instant,
    minimumNotional: Money = .zero
  ) {
    self.settings = settings
    leastValue = minimumNotional.units
    draws = FaultDraws(settings, seed: seed)
    healsAt = settings.healsAt
    onsets = Array(repeating: nil, count: FaultKind.allCases.count)
    for kind in FaultKind.allCases where kind.measure == .perHour { plan(kind, after: start) }
  }

  /// Whether no fault can occur: then bypassing the network makes no difference.
  public var isFaultless: Bool { settings.isFaultless }

  /// The last faults that occurred, oldest first, each with its time.
  public var recentFaults: [(fault: Fault, time: Instant)] { history.elements }

  /// When ``act(at:on:)`` must be called next; nil if nothing is due.
  public var nextDue: Instant? {
    guard !isFaultless else { return nil }
    var next = [outgoing.next, incoming.next, lines.nextOpening, feed.nextDue].compactMap { $0 }
      .min()
    if !isHealed {
      for case let onset? in onsets { next = min(next ?? onset, onset) }
      if let phaseEnds { next = min(next ?? phaseEnds, phaseEnds) }
      if flapping.next < .distantFuture { next = min(next ?? flapping.next, flapping.next) }
      if healsAt < .distantFuture { next = min(next ?? healsAt, healsAt) }
    }
    return next
  }

  /// Does what is due by `time`: faults begin, lines open, held requests leave.
  public mutating func act(at time: Instant, on venue: inout SimulatedVenue) {
    if !isHealed {
      if time >= healsAt { heal(at: time, on: &venue) } else { begin(at: time, on: &venue) }
    }
    open(at: time, on: venue)
    release(at: time, to: &venue)
  }

  /// Takes what has reached the engine by `time`, oldest first: either all reports up to the next
  /// answer, or one answer.
  public mutating func receive(
    until time: Instant, into reports: inout [VenueReport]
  ) -> VenueAnswer? {
    while let next = incoming.first(until: time) {
      switch next.delivery {
      case .report(let report): reports.append(report)
      case .answer(let answer):
        guard reports.isEmpty else { return nil }
        incoming.take(until: time)
        return answer
      }
      incoming.take(until: time)
    }
    return nil
  }

  // MARK: Faults

  /// Returns the fault if this message is hit, and counts it; nil if not.
  mutating func occurs(_ kind: FaultKind, _ number: UInt64, at time: Instant) -> Fault? {
    guard !isHealed else { return nil }
    let fault = Fault(kind, number)
    guard draws.occurs(fault) else { return nil }
    note(fault, at: time)
    return fault
  }

  mutating func note(_ fault: Fault, at time: Instant) {
    counts[fault.kind] += 1
    lastFault = fault
    history.append((fault, time))
  }

  /// A drawn duration from one nanosecond to `most`.
  func drawn(_ most: Int64, _ fault: Fault) -> Int64 { 1 + draws.below(most, fault, 2) }
}

extension Network {
  /// What reaches the engine.
  public enum Delivery: Sendable {
    case report(VenueReport)
    case answer(VenueAnswer)
  }

  struct Incoming: Sendable {
    let delivery: Delivery
    /// The line it is on; nil for what we find out ourselves.
    let line: Channel?
  }

  enum Outgoing: Sendable {
    case requests([OrderRequest])
    case inquiry(Inquiry)
  }

  /// A request on its way, and what will happen to its answer.
  struct Flight: Sendable {
    let order: ClientOrderID
    let kind: OrderRequest.Kind
    var sentAt: Instant
    var fate = Fate.plain

    enum Fate: Equatable, Sendable {
      case plain
      /// The answer is lost; the failure is reported elsewhere, or not at all.
      case mute
      /// A failure arrives in place of the answer.
      case garbled(SendFailure)
    }
  }

  /// The part of a message's way that a number belongs to; each part has its own draws.
  enum Way: UInt64 {
    case request = 0
    case inquiry = 1
    case response = 2
    case stream = 3
    case answer = 4

    func number(_ count: UInt64) -> UInt64 { count << 3 | rawValue }
  }

  mutating func tell(_ report: VenueReport, at due: Instant, over line: Channel? = nil) {
    incoming.add(Incoming(delivery: .report(report), line: line), at: due)
  }

  mutating func tell(_ answer: VenueAnswer, at due: Instant, over line: Channel? = nil) {
    incoming.add(Incoming(delivery: .answer(answer), line: line), at: due)
  }
}
