import Engine
import Market
import SimulatedVenue
import Venue
import VenueLink

/// A live run: an engine that trades at a venue in another process, over a link.
///
/// Its clock is the venue's. What arrives gets the moment of its arrival, which never goes back.
/// Several things of one moment keep the order in which they came; a deadline of the engine follows
/// what has arrived. Nothing blocks: the owner calls ``listen(at:)`` and plays what is there.
///
/// It is no value that can be played again: a copy uses the same connection.
public struct LinkedRun: Sendable {
  /// The state of the link, for display.
  public enum Link: Equatable, Sendable {
    case up
    /// It broke and is being made again.
    case down(LinkError)
    /// It stays down.
    case over(LinkError)
  }

  /// Something that has arrived and is still to be given to the engine.
  private enum Arrival: Sendable {
    case market(asOf: Instant, MarketKinds, [MarketChange])
    case reports([VenueReport])
    case filled(since: Instant)
    case answer(VenueAnswer)
  }

  public var kernel: Kernel
  /// How the venue greeted when the run began.
  public let hello: VenueHello
  public private(set) var link = Link.up
  /// The moment of the last event.
  public private(set) var time: Instant
  /// When the run began.
  public let began: Instant
  /// The number of market updates so far.
  public private(set) var updateIndex = 0

  /// Used by one thread alone, that of the owner.
  nonisolated(unsafe) private let connection: VenueConnection
  private var clock: LinkClock
  /// The venue's moment as of the last listening.
  private var now: Instant
  /// The monotonic clock as of the last listening, in nanoseconds.
  private var wall: Int64
  private var arrived: [Arrival] = []
  /// How many of them the engine already has.
  private var heard = 0
  private var sent = SentMessages()
  /// The number of the last durable input; nil if entries wait for no journal.
  private let durable: (@Sendable () -> UInt64)?

  /// A run that has not begun: the engine was given nothing yet, so a recorder can hear all of it.
  ///
  /// - Parameters:
  ///   - connection: it must have opened with this greeting, which came at this moment of the
  ///     venue's clock and of the monotonic clock.
  ///   - durable: the number of the last input that is durable in a journal. Entries then wait
  ///     until the input that caused them is. Nil if there is no journal: they leave at once.
  /// - Throws: ``ParameterError`` naming the setting that doesn't fit the venue's instrument.
  public init(
    unbegun connection: VenueConnection, _ hello: VenueHello, at time: Instant,
    wallNanoseconds wall: Int64, settings: EngineSettings,
    durable: (@Sendable () -> UInt64)? = nil
  ) throws(ParameterError) {
    self.connection = connection
    self.hello = hello
    self.durable = durable
    self.time = time
    self.wall = wall
    began = time
    now = time
    clock = LinkClock(wall: wall, moment: time, speed: hello.speed)
    kernel = Kernel(
      try Engine(
        instrument: hello.instrument, settings: settings, capabilities: hello.capabilities,
        bookSource: hello.book, tag: hello.tag, lastNumber: hello.lastNumber,
        lastLot: PositionID(hello.lastLot)))
    if durable != nil { kernel.awaitDurability() }
  }

  /// Begins the run with an engine that knows nothing: it asks the venue for its orders.
  public mutating func begin() {
    kernel.wake(at: time)
    carryOut()
  }

  /// Begins the run with the engine that a journal holds.
  ///
  /// - Parameters:
  ///   - restored: the engine as of the last durable input.
  ///   - count: the number of that input.
  ///   - reserved: the numbers that the ended process may have used.
  public mutating func begin(
    with restored: Engine, after count: Int, above reserved: ReservedNumbers
  ) {
    kernel.restart(with: restored, after: count, above: reserved, at: time)
    carryOut()
  }

  /// Begins to estimate queue positions, for display.
  public mutating func watchQueues(by rule: QueueRuleName) {
    kernel.watchQueues(by: rule, hello.capabilities)
  }

  /// Returns the fills booked since the last call, oldest first.
  public mutating func takeFillRecords() -> [FillRecord] { kernel.takeFillRecords() }

  /// A digest of the engine: equal engines have equal digests, in every process.
  public var stateHash: UInt64 {
    var hash = StateHash()
    kernel.digest(into: &hash)
    kernel.digestLastHop(into: &hash)
    return hash.value
  }

  // MARK: What arrives

  public mutating func listen(at wall: Int64) {
    self.wall = max(self.wall, wall)
    now = max(now, clock.time(at: wall))
    releaseDurable()
    // What was read before is played first, so that the engine's deadlines get their turn.
    guard !hasArrivals else { return }
    var events: [VenueConnection.Event] = []
    connection.poll(at: wall, into: &events)
    for event in events { take(event) }
    arrived += sent.takeOverdue(at: wall).map { .answer(.failed($0, .lost)) }
  }

  private var hasArrivals: Bool { heard < arrived.count }

  private mutating func take(_ event: VenueConnection.Event) {
    switch event {
    case .opened(_, let moment):
      clock = LinkClock(wall: wall, moment: max(moment, now), speed: hello.speed)
      link = .up
      change(isUp: true, [.requests, .orders, .market])
    case .broken(let error):
      let wasUp = link == .up
      link = connection.isOver ? .over(error) : .down(error)
      if wasUp { loseLink() }
    case .message(let message, let moment):
      now = max(now, moment)
      take(message)
    }
  }

  private mutating func take(_ message: VenueMessage) {
    switch message {
    case .market(let asOf, let kinds, let changes):
      arrived.append(.market(asOf: asOf, kinds, changes))
    case .reports(let reports):
      sent.learn(reports)
      arrived.append(.reports(reports))
    case .filled(let moment): arrived.append(.filled(since: moment))
    case .answer(let answer):
      sent.learn(answer)
      arrived.append(.answer(answer))
    case .clock, .hello, .goodbye: break
    }
  }

  private mutating func loseLink() {
    change(isUp: false, [.market, .orders, .requests])
    let (reports, answers) = sent.loseAll()
    if !reports.isEmpty { arrived.append(.reports(reports)) }
    arrived += answers.map { .answer($0) }
  }

  private mutating func change(isUp: Bool, _ channels: [Channel]) {
    arrived += channels.map { .answer(.connection($0, isUp: isUp)) }
  }

  private mutating func hear(_ arrival: Arrival) {
    switch arrival {
    case .market(let asOf, let kinds, let changes):
      updateIndex += 1
      changes.withUnsafeBufferPointer {
        kernel.hear(
          MarketUpdate(time: time, asOf: asOf, kinds: kinds, changes: $0), place: nil)
      }
    case .reports(let reports): kernel.hear(reports, at: time)
    case .filled(let moment): kernel.hearOfFills(since: moment, at: time)
    case .answer(let answer): kernel.hear(answer, at: time)
    }
  }

  // MARK: What leaves

  /// Entries leave whose cause has become durable.
  private mutating func releaseDurable() {
    guard let durable, let outbox = kernel.outbox, !outbox.isEmpty else { return }
    time = max(time, now)
    let leaving = kernel.commit(through: Int(clamping: durable()), at: time)
    if !leaving.isEmpty { send(leaving) }
    carryOut()
  }

  private mutating func carryOut() {
    repeat {
      if !kernel.effects.isEmpty { handOver() }
    } while kernel.hearWithheld(at: time)
  }

  private mutating func handOver() {
    kernel.inspect(at: time)
    send(kernel.effects.requests)
    ask(kernel.effects.inquiries)
    kernel.tookOver()
  }

  private mutating func send(_ requests: [OrderRequest]) {
    guard !requests.isEmpty else { return }
    if connection.send(.requests(requests), at: time) {
      sent.add(requests)
    } else {
      arrived.append(.reports(requests.map { .failed($0.subject, $0.kind, .notSent) }))
    }
  }

  private mutating func ask(_ inquiries: [Inquiry]) {
    guard !inquiries.isEmpty else { return }
    if connection.send(.inquiries(inquiries), at: time) {
      sent.add(inquiries, at: wall)
    } else {
      // Streams are opened again with the connection.
      arrived += inquiries.filter { !$0.reopens }.map { .answer(.failed($0, .notSent)) }
    }
  }
}

extension LinkedRun: TradingWorld {
  public static var isLive: Bool { true }

  /// The present moment if there is something to play; otherwise nil.
  public var nextTime: Instant? {
    hasArrivals || engine.nextDeadline <= now ? max(time, now) : nil
  }

  @discardableResult
  public mutating func advance() -> Bool {
    if hasArrivals {
      let arrival = arrived[heard]
      heard += 1
      if !hasArrivals {
        arrived.removeAll(keepingCapacity: true)
        heard = 0
      }
      time = max(time, now)
      hear(arrival)
    } else if engine.nextDeadline <= now {
      time = max(time, now)
      kernel.wake(at: time)
    } else {
      return false
    }
    carryOut()
    return true
  }

  public mutating func perform(_ command: Command) {
    time = max(time, now)
    kernel.hear(command, at: time)
    carryOut()
  }

  public mutating func hear(_ news: JournalNews) {
    time = max(time, now)
    kernel.hear(news, at: time)
    carryOut()
  }

  public func wait(at wall: Int64) -> Int64? {
    if hasArrivals { return 0 }
    // The journal's thread does not wake the owner.
    let journal: Int64? = (kernel.outbox?.isEmpty ?? true) ? nil : 1_000_000
    let deadline = clock.wait(until: engine.nextDeadline, at: wall)
    let question = sent.nextDue.map { max(0, $0 - wall) }
    return [journal, deadline, question, connection.wait(at: wall)].compactMap(\.self).min()
  }

  public func clock(at wall: Int64) -> Instant? { max(time, clock.time(at: wall)) }

  public var descriptor: Int32? { connection.descriptor }

  public var isOver: Bool {
    if case .over = link { !hasArrivals } else { false }
  }

  public var facts: WorldFacts {
    WorldFacts(
      mode: "SIMULATED VENUE", venue: "simulated, own process", symbol: hello.instrument.symbol,
      source: hello.source, first: hello.first, last: hello.last, updateIndex: updateIndex,
      updateCount: nil, decisions: engine.counters.decisions, faults: [], refusalTexts: [],
      isRecord: false, problem: problem)
  }

  private var problem: String? {
    switch link {
    case .up: nil
    case .down(let error): "no connection to the venue: \(error)"
    case .over(let error): "the connection to the venue is over: \(error)"
    }
  }

  public func snapshot(_ frame: LadderFrame?, now: Instant?) -> Snapshot {
    kernel.snapshot(frame, now: now)
  }
}
