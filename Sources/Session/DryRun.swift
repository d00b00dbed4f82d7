import Engine
import Market
import SimulatedVenue
import Venue

/// The settings of a dry run, without its market.
public struct DryRunSettings: Hashable, Sendable {
  public var engine = EngineSettings()
  public var venue = SimulatedVenueSettings()
  public var network = NetworkSettings()
  /// Identifies this run's orders; a fork has a tag of its own.
  public var tag: UInt16 = 1

  public init() {}

  public init(
    engine: EngineSettings, venue: SimulatedVenueSettings,
    network: NetworkSettings = NetworkSettings(), tag: UInt16 = 1
  ) {
    self.engine = engine
    self.venue = venue
    self.network = network
    self.tag = tag
  }
}

/// The dry-run world: engine, simulated venue, what is on the way between them, and the place in
/// the market. It is one value, so a copy of it is a checkpoint of everything.
///
/// Time is the market's. The next event is always the earliest of: the market reaching the venue, a
/// request reaching the venue, a report or an answer reaching the engine, the network acting by
/// itself, the feed reaching the engine, and the engine's own deadline.
public struct DryRun: Sendable {
  public let source: MarketSource
  /// The engine and its pending effects.
  public var kernel: Kernel
  public internal(set) var venue: SimulatedVenue
  /// The simulated connection between engine and venue.
  public internal(set) var network: Network

  /// Where the venue is in the market.
  var cursor: MarketFeed
  /// Where the engine's feed is: behind the venue by the feed's latency.
  var feed: MarketFeed
  /// The records of a tape, which ``source`` keeps alive; empty for a generated market.
  nonisolated(unsafe) let records: UnsafeBufferPointer<MarketChange>
  let isGenerated: Bool
  var lastDelivery = Instant.distantPast
  /// The venue's moment of the feed's last update, delivered or lost. Only kept in runs with
  /// delays.
  var feedMoment = Instant.distantPast
  /// When the market last moved.
  var marketTime: Instant
  let isInstant: Bool
  /// The kinds of update that the book in use and the engine need.
  let heard: MarketKinds
  let capabilities: VenueCapabilities
  /// The tag of the engine's orders.
  let tag: UInt16

  var reports: [VenueReport] = []
  var answers: [VenueAnswer] = []
  /// Makes single fills from the reports of a venue that does not number them.
  var adapter = FillAdapter()
  /// How the process ends that the engine runs in, if that is decided.
  var death = ProcessDeath.none
  /// When the engine next forgets fills.
  var fillsForgottenAt = Instant.distantPast

  /// The moment of the last event.
  public private(set) var time: Instant

  /// - Throws: ``ParameterError`` naming the setting that doesn't fit the tape's instrument.
  public init(tape: Tape, settings: DryRunSettings) throws(ParameterError) {
    try self.init(.tape(tape), settings: settings)
  }

  /// - Throws: ``ParameterError`` naming the setting that doesn't fit the market's instrument.
  public init(_ source: MarketSource, settings: DryRunSettings) throws(ParameterError) {
    try self.init(unbegun: source, settings: settings)
    begin()
  }

  /// A run that has not begun: nothing was asked yet, so a recorder can hear all of it.
  ///
  /// - Throws: ``ParameterError`` naming the setting that doesn't fit the market's instrument.
  public init(unbegun source: MarketSource, settings: DryRunSettings) throws(ParameterError) {
    self.source = source
    cursor = MarketFeed(source)
    feed = cursor
    records = source.tape?.records ?? UnsafeBufferPointer(start: nil, count: 0)
    isGenerated = source.tape == nil
    let instrument = source.instrument
    venue = settings.makeVenue(of: source)
    let book = venue.book.source
    network = Network(
      settings.network, seed: settings.venue.seed, startingAt: source.first,
      minimumNotional: instrument.minimumNotional)
    var capabilities = venue.capabilities
    capabilities.repeatsOrdersOnSubscribe = settings.network.repeatsOrdersOnSubscribe
    self.capabilities = capabilities
    tag = settings.tag
    kernel = Kernel(
      try Engine(
        instrument: instrument, settings: settings.engine, capabilities: capabilities,
        bookSource: book, tag: settings.tag))
    isInstant =
      settings.network.isFaultless && settings.venue.orderLatencyNanoseconds == 0
      && settings.venue.orderJitterNanoseconds == 0
      && settings.venue.feedLatencyNanoseconds == 0 && settings.venue.feedJitterNanoseconds == 0
    heard = .heard(with: book)
    time = source.first
    marketTime = source.first
  }

  /// Begins the run: the engine asks the venue for its live orders.
  public mutating func begin() {
    kernel.wake(at: time)
    carryOut()
  }

  /// The number of updates that have reached the venue.
  public var updateIndex: Int { cursor.update }

  /// The total number of updates; nil if that isn't known before they are played.
  public var updateCount: Int? { source.updateCount }

  /// When the next event happens; nil at the end.
  public var nextTime: Instant? {
    isInstant ? nextInstantTime : nextOccurrence?.time
  }

  /// Plays the next event. Returns false, and changes nothing, at the end.
  @discardableResult
  public mutating func advance() -> Bool {
    isInstant ? advanceInstantly() : advanceDelayed()
  }

  /// The first mid of the market, found by playing a copy; nil if there is none within 10,000
  /// updates.
  public var firstMid: Price? {
    var ahead = self
    while ahead.engine.mid == nil, ahead.updateIndex < 10_000, ahead.advance() {}
    return ahead.engine.mid
  }

  /// Plays to the end. A market that never ends has none: the call does not return.
  public mutating func run() {
    while advance() {}
  }

  /// Hands the engine an operator's command, at the moment of the last event.
  public mutating func perform(_ command: Command) {
    kernel.hear(command, at: time)
    carryOut()
  }

  /// Tells the engine what was found out about its journal.
  public mutating func hear(_ news: JournalNews) {
    kernel.hear(news, at: time)
    carryOut()
  }

  /// Makes something happen on the account that none of our orders caused: a person at the venue's
  /// own screen, another program, the venue's risk engine.
  public mutating func interfere(_ action: (inout SimulatedVenue, Instant) -> Void) {
    action(&venue, time)
    carryOut()
  }

  /// Begins to estimate queue positions by the venue's own rule, for display. A timeline must be
  /// made of a run that does so from its beginning.
  public mutating func watchQueues() {
    kernel.watchQueues(by: venue.settings.queueRule, capabilities)
  }

  /// Ends all faults from this moment on: what is late arrives, connections come back.
  public mutating func heal() { network.heal(at: time) }

  /// Returns the fills booked since the last call, oldest first.
  public mutating func takeFillRecords() -> [FillRecord] { kernel.takeFillRecords() }

  /// A digest of the whole world: equal worlds have equal digests, in every process.
  public var stateHash: UInt64 {
    var hash = StateHash()
    kernel.digest(into: &hash)
    venue.digest(into: &hash)
    network.digest(into: &hash)
    kernel.digestLastHop(into: &hash)
    cursor.digest(into: &hash)
    feed.digest(into: &hash)
    hash.add(time.nanoseconds)
    return hash.value
  }

  // MARK: What every way shares

  mutating func happened(at moment: Instant) { time = max(time, moment) }

  /// Carries out the engine's effects and the venue's immediate answers, until both are quiet.
  mutating func carryOut() {
    while true {
      if !kernel.effects.isEmpty { handOver() }
      if kernel.hearWithheld(at: time) { continue }
      guard isInstant else { return }
      venue.takeReports(until: time, into: &reports)
      if !reports.isEmpty {
        hearReports()
      } else if !hearAnswers() {
        return
      }
    }
  }

  /// Hands the engine the answers that have arrived; returns whether there were any.
  @discardableResult
  mutating func hearAnswers() -> Bool {
    venue.takeAnswers(until: time, into: &answers)
    guard !answers.isEmpty else { return false }
    for answer in answers { hear(answer) }
    answers.removeAll(keepingCapacity: true)
    return true
  }

  /// Hands the engine the reports that have arrived.
  mutating func hearReports() {
    if let since = adapter.retell(&reports, of: venue) {
      kernel.hearOfFills(since: since, at: time)
    }
    kernel.hear(reports, at: time)
    reports.removeAll(keepingCapacity: true)
  }

  /// Hands the engine an answer that has arrived.
  mutating func hear(_ told: VenueAnswer) {
    kernel.hear(adapter.retold(told, of: venue, isBegun: engine.anchor != nil), at: time)
    forgetFills(after: told)
  }

  /// Sends the engine's requests and inquiries into the network.
  private mutating func handOver() {
    kernel.inspect(at: time)
    if !kernel.effects.requests.isEmpty {
      send(kernel.effects.requests)
    }
    if !kernel.effects.inquiries.isEmpty {
      network.ask(kernel.effects.inquiries, at: time, of: &venue)
    }
    kernel.tookOver()
  }
}
