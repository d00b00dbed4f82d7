import Engine
import Market
import SimulatedVenue
import Venue

/// The engine, what it wants done, and the last look at what leaves it: the only place that gives the
/// engine an input. A world brings the inputs, and takes what leaves to where it belongs.
public struct Kernel: Sendable {
  public internal(set) var engine: Engine
  /// What is to be done, until a world has taken it over.
  private(set) var effects = Effects()
  private var lastHop = LastHop()
  /// Orders that the last look held back, until the engine has heard of them.
  private var withheld: [VenueReport] = []

  /// Whether booked fills are kept in ``fillRecords``, for the owner to take.
  public var recordsFills = false
  public private(set) var fillRecords: [FillRecord] = []
  /// Whether ``traffic`` is kept, for the owner to look at and drop.
  public var recordsTraffic = false
  public private(set) var traffic = Traffic()
  /// A digest of everything that left the engine so far; kept once somebody sets one.
  public var boundary: BoundaryHash?
  /// Estimates queue positions; nil where nobody looks. Nothing that it knows reaches the engine.
  public private(set) var queues: QueueObserver?

  init(_ engine: Engine) { self.engine = engine }

  // MARK: What the engine hears

  /// A market update: the hot path. It carries its own time.
  @inline(__always) mutating func hear(_ update: MarketUpdate) {
    engine.apply(update, into: &effects)
    if queues != nil { observe(update) }
  }

  mutating func hear(_ reports: [VenueReport], at time: Instant) {
    if recordsTraffic { traffic.reports += reports }
    queues?.hear(reports, at: time)
    engine.apply(reports, at: time, into: &effects)
  }

  mutating func hear(_ answer: VenueAnswer, at time: Instant) {
    if recordsTraffic { traffic.answers.append(answer) }
    queues?.hear(answer)
    engine.apply(.answer(answer), at: time, into: &effects)
  }

  mutating func hear(_ command: Command, at time: Instant) {
    if command == .clearBreaker { lastHop.clear(intended: engine.counters.submitted) }
    engine.apply(.command(command), at: time, into: &effects)
  }

  /// Something filled since a moment, and the venue did not say what.
  mutating func hearOfFills(since moment: Instant, at time: Instant) {
    engine.apply(.filled(since: moment), at: time, into: &effects)
  }

  /// A moment has come that the engine asked to be woken at.
  @inline(__always) mutating func wake(at time: Instant) {
    engine.apply(.deadline, at: time, into: &effects)
  }

  /// Tells the engine of orders that the last look held back. Returns whether there were any.
  mutating func hearWithheld(at time: Instant) -> Bool {
    guard !withheld.isEmpty else { return false }
    engine.apply(.mismatch, at: time, into: &effects)
    engine.apply(withheld, at: time, into: &effects)
    withheld.removeAll()
    return true
  }

  /// Another engine takes the place of one that ended; what the old one still wanted is lost.
  mutating func restart(with successor: Engine) {
    engine = successor
    lastHop = LastHop()
    effects.removeAll()
    withheld.removeAll()
  }

  // MARK: What leaves

  /// Holds what leaves against what was meant to leave, and takes note of it for whoever looks.
  mutating func inspect(at time: Instant) {
    if !effects.requests.isEmpty {
      let held = lastHop.inspect(&effects.requests, intended: engine.counters.submitted)
      withheld += held.map { .failed($0, .place, .notSent) }
    }
    queues?.sent(effects.requests)
    if recordsTraffic {
      traffic.requests += effects.requests
      traffic.inquiries += effects.inquiries
    }
    if recordsFills { fillRecords += effects.fills }
    boundary?.add(effects, at: time)
  }

  /// The world has taken over what is to be done.
  mutating func tookOver() { effects.removeAll() }

  // MARK: Who looks

  /// Begins to estimate queue positions. Of orders that stand by now, all that is shown at their prices
  /// counts as before them.
  ///
  /// - Parameter rule: where size stood that leaves without a trade.
  mutating func watchQueues(by rule: QueueRuleName, _ capabilities: VenueCapabilities) {
    var observer = QueueObserver(rule: rule, book: engine.book, capabilities)
    observer.begin(with: engine.snapshot())
    queues = observer
  }

  /// A call of its own, so that the hot path only asks whether anybody looks.
  @inline(never) private mutating func observe(_ update: MarketUpdate) { queues?.hear(update) }

  // MARK: What was kept

  /// Takes the fills booked since they were last taken, oldest first.
  mutating func takeFillRecords() -> [FillRecord] {
    defer { fillRecords.removeAll(keepingCapacity: true) }
    return fillRecords
  }

  /// Forgets the traffic seen so far.
  mutating func dropTraffic() { traffic.removeAll() }

  /// Digests the engine and what has left it.
  func digest(into hash: inout StateHash) { engine.digest(into: &hash) }

  func digestLastHop(into hash: inout StateHash) {
    hash.add(lastHop.sent)
    hash.add(lastHop.isLatched)
  }
}
