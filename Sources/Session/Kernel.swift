import Engine
import Market
import SimulatedVenue
import Venue

/// The engine, its pending effects, and the last hop that checks what leaves it. Only the kernel
/// gives the engine an input. A world brings the inputs, and takes what leaves to its destination.
public struct Kernel: Sendable {
  public internal(set) var engine: Engine
  /// The effects that a world has still to take over.
  private(set) var effects = Effects()
  private var lastHop = LastHop()
  /// Orders that the last hop held back, until the engine has been informed.
  private var withheld: [VenueReport] = []

  /// Whether booked fills are kept in ``fillRecords``, for the owner to take.
  public var recordsFills = false
  public private(set) var fillRecords: [FillRecord] = []
  /// Whether ``traffic`` is kept, for the owner to read and drop.
  public var recordsTraffic = false
  public private(set) var traffic = Traffic()
  /// A digest of everything that left the engine so far; kept once an owner sets one.
  public var boundary: BoundaryHash?
  /// Estimates queue positions; nil if nobody watches them. No estimate reaches the engine.
  public private(set) var queues: QueueObserver?
  /// Is given every input before the engine; nil if nobody records. It is no part of the kernel's
  /// value: a copy gives its inputs to the same recorder, so a world whose copies are played, as by
  /// a timeline, must have none.
  private var recorder: (any InputRecorder)?
  /// Whether anything beside the engine hears market updates: one question on the hot path.
  private var isWatched = false

  init(_ engine: Engine) { self.engine = engine }

  // MARK: What the engine hears

  /// A market update: the hot path. It carries its own time.
  @inline(__always) mutating func hear(_ update: MarketUpdate) {
    if isWatched { observe(update) }
    engine.apply(update, into: &effects)
  }

  mutating func hear(_ reports: [VenueReport], at time: Instant) {
    if recordsTraffic { traffic.reports += reports }
    queues?.hear(reports, at: time)
    give(.reports(reports), at: time)
  }

  mutating func hear(_ answer: VenueAnswer, at time: Instant) {
    if recordsTraffic { traffic.answers.append(answer) }
    queues?.hear(answer)
    give(.answer(answer), at: time)
  }

  mutating func hear(_ command: Command, at time: Instant) {
    if command == .clearBreaker { lastHop.clear(intended: engine.counters.submitted) }
    give(.command(command), at: time)
  }

  /// Something filled since a moment, but the venue did not report what.
  mutating func hearOfFills(since moment: Instant, at time: Instant) {
    give(.filled(since: moment), at: time)
  }

  /// The deadline that the engine asked to be woken at has come.
  @inline(__always) mutating func wake(at time: Instant) { give(.deadline, at: time) }

  /// Informs the engine of orders that the last hop held back. Returns whether there were any.
  mutating func hearWithheld(at time: Instant) -> Bool {
    guard !withheld.isEmpty else { return false }
    give(.mismatch, at: time)
    give(.reports(withheld), at: time)
    withheld.removeAll()
    return true
  }

  /// Gives the engine an input, once it is recorded.
  @inline(__always) private mutating func give(_ input: Input, at time: Instant) {
    if let recorder { recorder.record(input, at: time) }
    engine.apply(input, at: time, into: &effects)
  }

  /// Replaces an engine that ended with another. Pending effects of the old one are lost.
  mutating func restart(with successor: Engine) {
    engine = successor
    lastHop = LastHop()
    effects.removeAll()
    withheld.removeAll()
  }

  // MARK: What leaves

  /// Compares what leaves with what the engine meant to send, and records it for observers.
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

  /// The world has taken over the effects.
  mutating func tookOver() { effects.removeAll() }

  // MARK: Who looks

  /// Begins to estimate queue positions. For orders that are already live, all size shown at their
  /// prices counts as ahead of them.
  ///
  /// - Parameter rule: whether size that leaves without a trade was ahead of an order or behind it.
  mutating func watchQueues(by rule: QueueRuleName, _ capabilities: VenueCapabilities) {
    var observer = QueueObserver(rule: rule, book: engine.book, capabilities)
    observer.begin(with: engine.snapshot())
    queues = observer
    isWatched = true
  }

  /// Kept out of line, so that the hot path only checks whether anything else hears updates.
  @inline(never) private mutating func observe(_ update: MarketUpdate) {
    recorder?.record(.market(update), at: update.time)
    queues?.hear(update)
  }

  /// Gives every input from now on to a recorder first; nil ends that.
  public mutating func record(by recorder: (any InputRecorder)?) {
    self.recorder = recorder
    isWatched = queues != nil || recorder != nil
  }

  // MARK: What was kept

  /// Returns the fills booked since the last call, oldest first.
  mutating func takeFillRecords() -> [FillRecord] {
    defer { fillRecords.removeAll(keepingCapacity: true) }
    return fillRecords
  }

  /// Drops the traffic seen so far.
  mutating func dropTraffic() { traffic.removeAll() }

  /// Adds the engine to a digest.
  func digest(into hash: inout StateHash) { engine.digest(into: &hash) }

  func digestLastHop(into hash: inout StateHash) {
    hash.add(lastHop.sent)
    hash.add(lastHop.isLatched)
  }
}

/// Records what an engine is given, so that an equal engine that is given the same is the same again.
public protocol InputRecorder: AnyObject, Sendable {
  /// Takes in the next input, before the engine has it.
  ///
  /// - Parameters:
  ///   - input: the changes of a market update are borrowed, and valid only during the call.
  ///   - time: the moment at which the engine gets it.
  func record(_ input: Input, at time: Instant)
}
