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
  /// Orders that will not leave, until the engine has been informed.
  private var withheld: [VenueReport] = []
  /// Whether the last hop held some of them back.
  private var isMismatched = false
  /// Where entries wait until their cause is durable; nil if nothing waits for a disk.
  public private(set) var outbox: Outbox?
  /// The number of inputs so far: the number of the last one in a journal that has all of them.
  public private(set) var inputCount = 0

  /// The lines that the engine had logged when it was restored from a journal: an owner who logs what
  /// it adds begins behind them.
  public private(set) var linesBefore = 0

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
  /// Answers for fills that the engine has forgotten; nil if nobody does. Like the recorder it is no
  /// part of the kernel's value.
  var fillIndex: (any FillIndex)?
  /// Why the index gave no answer; nil if it always did. The fill that was asked about then counts as
  /// booked, since a fill that old hardly ever comes for the first time. If this one did, the account's
  /// position shows it.
  public internal(set) var fillIndexFailure: FillIndexError?
  /// Whether anything beside the engine hears market updates: one question on the hot path.
  private var isWatched = false

  init(_ engine: Engine) { self.engine = engine }

  // MARK: What the engine hears

  /// A market update: the hot path. It carries its own time.
  ///
  /// - Parameter place: its number in the world's source; nil if it is not there in this form.
  @inline(__always) mutating func hear(_ update: MarketUpdate, place: @autoclosure () -> Int?) {
    inputCount += 1
    if isWatched {
      hearWatched(update, place())
    } else {
      engine.apply(update, into: &effects)
      effects.dropLoneRecords()
    }
  }

  /// Kept out of line, so that the hot path only checks whether anything else hears updates.
  @inline(never) private mutating func hearWatched(_ update: MarketUpdate, _ place: Int?) {
    queues?.hear(update)
    guard let recorder else {
      engine.apply(update, into: &effects)
      return effects.dropLoneRecords()
    }
    recorder.record(.market(update), at: update.time, place: place)
    let mark = effects.mark
    engine.apply(update, into: &effects)
    recorder.conclude(effects, since: mark, on: engine)
    effects.dropLoneRecords()
  }

  mutating func hear(_ reports: [VenueReport], at time: Instant) {
    queues?.hear(reports, at: time)
    recall(reports, at: time)
    // What waits was decided without these fills. The engine learns of both together.
    let overtaken = reports.contains(where: \.isFill) ? outbox?.withdrawAll() ?? [] : []
    if recordsTraffic { traffic.reports += overtaken + reports }
    give(.reports(overtaken + reports), at: time)
  }

  mutating func hear(_ answer: VenueAnswer, at time: Instant) {
    if recordsTraffic { traffic.answers.append(answer) }
    queues?.hear(answer)
    recall(answer, at: time)
    give(.answer(answer), at: time)
  }

  mutating func hear(_ command: Command, at time: Instant) {
    if command == .clearBreaker { lastHop.clear(intended: engine.counters.submitted) }
    give(.command(command), at: time)
    // No command lets entries leave without a record.
    if command == .unfreeze, engine.hasFailedJournal { give(.journal(.failed), at: time) }
  }

  /// Something about the journal that the operator must know.
  public mutating func hear(_ news: JournalNews, at time: Instant) {
    give(.journal(news), at: time)
  }

  /// Something filled since a moment, but the venue did not report what.
  mutating func hearOfFills(since moment: Instant, at time: Instant) {
    give(.filled(since: moment), at: time)
  }

  /// The deadline that the engine asked to be woken at has come.
  @inline(__always) mutating func wake(at time: Instant) { give(.deadline, at: time) }

  /// Informs the engine of orders that will not leave. Returns whether there were any.
  mutating func hearWithheld(at time: Instant) -> Bool {
    guard !withheld.isEmpty else { return false }
    if isMismatched { give(.mismatch, at: time) }
    isMismatched = false
    let reports = withheld
    withheld.removeAll()
    if recordsTraffic { traffic.reports += reports }
    give(.reports(reports), at: time)
    return true
  }

  /// Gives the engine an input, once it is recorded.
  @inline(__always) mutating func give(_ input: Input, at time: Instant) {
    inputCount += 1
    guard let recorder else {
      engine.apply(input, at: time, into: &effects)
      return effects.dropLoneRecords()
    }
    recorder.record(input, at: time, place: nil)
    let mark = effects.mark
    engine.apply(input, at: time, into: &effects)
    recorder.conclude(effects, since: mark, on: engine)
    effects.dropLoneRecords()
  }

  /// Replaces an engine that ended with another. Pending effects of the old one are lost.
  mutating func restart(with successor: Engine) {
    engine = successor
    lastHop = LastHop(after: successor.generation, sent: successor.counters.submitted)
    effects.removeAll()
    withheld.removeAll()
    isMismatched = false
    if outbox != nil { outbox = Outbox() }
  }

  /// The process ended, and another continues with an engine of its journal.
  ///
  /// - Parameters:
  ///   - restored: the engine as of the last durable input.
  ///   - count: the number of that input.
  ///   - reserved: the numbers that the ended process may have used.
  mutating func restart(
    with restored: Engine, after count: Int, above reserved: ReservedNumbers, at time: Instant
  ) {
    restart(with: restored)
    inputCount = count
    linesBefore = restored.logTotal
    give(.restarted(above: reserved), at: time)
  }

  // MARK: A record that is repeated

  /// The inputs up to a number were given before.
  mutating func begin(after number: Int) { inputCount = number }

  /// Gives the engine an input as it was recorded.
  mutating func repeatInput(_ input: Input, at time: Instant) { give(input, at: time) }

  /// Takes the effects, which go nowhere, and returns their digest; nil if there are none.
  mutating func takeDigest() -> UInt64? {
    guard effects.mark != .empty else { return nil }
    defer { effects.removeAll() }
    if recordsFills { fillRecords += effects.fills }
    return BoundaryHash.digest(effects, since: .empty)
  }

  // MARK: What leaves

  /// Compares what leaves with what the engine meant to send, and records it for observers.
  mutating func inspect(at time: Instant) {
    if !effects.requests.isEmpty {
      let held = lastHop.inspect(&effects.requests, intended: engine.counters.submitted)
      if !held.isEmpty { isMismatched = true }
      withheld += held.map { .failed($0, .place, .notSent) }
      if let late = outbox?.hold(&effects.requests, because: inputCount) { withheld += late }
    }
    queues?.sent(effects.requests)
    if recordsTraffic {
      traffic.requests += effects.requests
      traffic.inquiries += effects.inquiries
    }
    if recordsFills { fillRecords += effects.fills }
    boundary?.add(effects, at: time)
  }

  /// From now on entries wait until their cause is durable.
  public mutating func awaitDurability() { outbox = Outbox() }

  /// All inputs up to a number are durable. Returns the entries that leave now. Those that may not
  /// leave any more are withdrawn: the engine is informed of them with ``hearWithheld(at:)``.
  mutating func commit(through number: Int, at time: Instant) -> [OrderRequest] {
    var leaving = outbox?.commit(through: number) ?? []
    withheld += leaving.filter { !engine.mayStillLeave($0) }.map(\.withdrawn)
    leaving.removeAll { !engine.mayStillLeave($0) }
    guard !leaving.isEmpty else { return [] }
    queues?.sent(leaving)
    if recordsTraffic { traffic.requests += leaving }
    boundary?.add(leaving, at: time)
    return leaving
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

  /// Gives every input from now on to a recorder first; nil ends that.
  public mutating func record(by recorder: (any InputRecorder)?) {
    self.recorder = recorder
    isWatched = queues != nil || recorder != nil
  }

  /// What the screen shows of this moment: what the engine knows, with estimates of queue positions
  /// if they are watched. No venue is asked.
  ///
  /// - Parameter now: a later moment at which the screen is drawn; ages are shown as of it.
  func snapshot(_ frame: LadderFrame?, now: Instant?) -> Snapshot {
    var snapshot = engine.snapshot(frame)
    queues?.tell(&snapshot)
    if let now, now > snapshot.time {
      let passed = now.nanoseconds(since: snapshot.time)
      snapshot.market.bookAgeNanoseconds = snapshot.market.bookAgeNanoseconds.map { $0 + passed }
      snapshot.time = now
    }
    return snapshot
  }

  /// Packs the books of the engine and of the observer: see ``BookSide/pack()``.
  mutating func pack() {
    engine.pack()
    queues?.pack()
  }

  // MARK: What was kept

  /// Returns the fills booked since the last call, oldest first.
  mutating func takeFillRecords() -> [FillRecord] {
    defer { fillRecords.removeAll(keepingCapacity: true) }
    return fillRecords
  }

  /// The last requests did not leave after all: the process died before.
  mutating func forgetSent(_ count: Int) {
    if recordsTraffic { traffic.requests.removeLast(count) }
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
  ///   - place: for a market update, its number in the world's source; nil if it is not there in
  ///     this form.
  func record(_ input: Input, at time: Instant, place: Int?)

  /// Takes in what the last input caused.
  ///
  /// - Parameters:
  ///   - effects: those after the mark are its own.
  ///   - engine: the engine after the input.
  func conclude(_ effects: Effects, since mark: EffectMark, on engine: Engine)
}
