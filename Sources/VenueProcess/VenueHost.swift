import Market
import SimulatedVenue
import Venue
import VenueLink

/// A simulated venue that goes on by itself: its market, its matching, and the one client that may
/// be connected. It is a value without a socket; its owner says what time it is.
///
/// The events of one moment happen in the order of a dry run: what the venue receives, the market,
/// reports, answers, the feed.
public struct VenueHost: Sendable {
  /// What a client learns of the run besides its market.
  public struct Facts: Sendable {
    /// A number of this run: another run has another account.
    public var run: UInt64
    /// The tag of the client's orders.
    public var tag: UInt16
    /// Seconds of the venue's clock in one second.
    public var speed: Int64

    public init(run: UInt64, tag: UInt16 = 1, speed: Int64 = 1) {
      self.run = run
      self.tag = tag
      self.speed = speed
    }
  }

  private enum Client: Sendable {
    /// Nobody was ever connected.
    case none
    case connected
    /// Nobody has been connected since this moment.
    case gone(since: Instant)
  }

  private enum Occurrence {
    case requestArrives
    case marketMoves
    case reportLeaves
    case answerLeaves
    case feedLeaves
  }

  public let source: MarketSource
  public let facts: Facts
  public private(set) var venue: SimulatedVenue
  /// The venue's time.
  public private(set) var time: Instant

  /// Where the venue is in the market.
  private var cursor: MarketFeed
  /// Where the client's feed is: behind the venue by the feed's latency.
  private var feed: MarketFeed
  private var lastDelivery = Instant.distantPast
  /// The book and the mark price as far as the feed has come.
  private var book: Book
  private var mark: MarkPrice?
  /// The moment that the feed's last update describes.
  private var feedMoment: Instant
  private let heard: MarketKinds
  private var adapter = FillAdapter()
  private var client = Client.none
  private var lastNumber: UInt64 = 0
  private var lastLot: Int64 = 0
  private var reports: [VenueReport] = []
  private var answers: [VenueAnswer] = []
  private var outgoing: [VenueMessage] = []

  /// - Parameter venue: a fresh venue for the source's instrument. It must list single fills: what
  ///   a client knows of totals is not known here.
  public init(_ venue: SimulatedVenue, _ source: MarketSource, _ facts: Facts) {
    precondition(venue.settings.rules.fills != .totals, "the caller refuses a venue of totals")
    self.venue = venue
    self.source = source
    self.facts = facts
    cursor = MarketFeed(source)
    feed = cursor
    book = Book(source: venue.book.source)
    heard = book.kinds.union([.trades, .gap, .mark])
    time = source.first
    feedMoment = source.first
  }

  public var isConnected: Bool {
    if case .connected = client { true } else { false }
  }

  /// The number of market updates that have reached the venue.
  public var updateIndex: Int { cursor.update }

  /// When the venue next does something by itself; nil if nothing is foreseen.
  public var nextTime: Instant? { nextOccurrence.map { max(time, $0.time) } }

  /// Returns what is to be sent to the client, oldest first.
  public mutating func takeMessages() -> [VenueMessage] {
    defer { outgoing.removeAll(keepingCapacity: true) }
    return outgoing
  }

  /// Returns what happened since the last call, if the venue keeps a history.
  public mutating func takeHistory() -> [VenueEvent] { venue.takeHistory() }

  // MARK: Time

  /// Lets everything happen that is due by a moment.
  public mutating func advance(to moment: Instant) {
    while let next = nextOccurrence, next.time <= moment {
      time = max(time, next.time)
      perform(next.what)
    }
    time = max(time, moment)
  }

  private var nextOccurrence: (what: Occurrence, time: Instant)? {
    var next: (what: Occurrence, time: Instant)?
    func offer(_ what: Occurrence, _ moment: Instant?) {
      guard let moment, next.map({ moment < $0.time }) ?? true else { return }
      next = (what, moment)
    }
    offer(.requestArrives, venue.nextArrival)
    offer(.marketMoves, cursor.nextTime)
    offer(.reportLeaves, venue.nextReport)
    offer(.answerLeaves, venue.nextAnswer)
    offer(.feedLeaves, nextDelivery)
    return next
  }

  /// When the feed's next update leaves: never before the update ahead of it.
  private var nextDelivery: Instant? {
    guard let sent = feed.nextTime else { return nil }
    let delay = venue.feedDelay(updateIndex: feed.update)
    return max(lastDelivery, sent.advanced(byNanoseconds: delay))
  }

  private mutating func perform(_ what: Occurrence) {
    switch what {
    case .requestArrives: venue.advance(to: time)
    case .marketMoves:
      if let update = cursor.next() { venue.apply(update) }
    case .reportLeaves: sendReports()
    case .answerLeaves: sendAnswers()
    case .feedLeaves:
      lastDelivery = time
      if let update = feed.next(), !update.kinds.isDisjoint(with: heard) { send(update) }
    }
  }

  // MARK: What leaves

  private mutating func send(_ message: VenueMessage) {
    if isConnected { outgoing.append(message) }
  }

  private mutating func sendReports() {
    venue.takeReports(until: time, into: &reports)
    defer { reports.removeAll(keepingCapacity: true) }
    guard isConnected else { return }
    if let since = adapter.retell(&reports, of: venue) { send(.filled(since: since)) }
    if !reports.isEmpty { send(.reports(reports)) }
  }

  private mutating func sendAnswers() {
    venue.takeAnswers(until: time, into: &answers)
    for answer in answers {
      send(.answer(adapter.retold(answer, of: venue, isBegun: true)))
    }
    answers.removeAll(keepingCapacity: true)
  }

  private mutating func send(_ update: MarketUpdate) {
    book.apply(update)
    feedMoment = update.time
    if update.kinds.contains(.mark) {
      for change in update.changes {
        if let told = change.markPrice { mark = told }
      }
    }
    guard isConnected else { return }
    send(.market(asOf: update.time, update.kinds, Array(update.changes)))
  }

  /// The whole book, with the time for which the client heard nothing.
  private mutating func sendSnapshot(after gap: Int64) {
    var changes = Network.restart(of: book, mark)
    if !changes.isEmpty { changes[0] = .gap(nanoseconds: max(0, gap)) }
    var kinds = book.kinds.union(.gap)
    if mark != nil { kinds.insert(.mark) }
    send(.market(asOf: feedMoment, kinds, changes))
  }

  // MARK: The client

  /// A client has connected: it is greeted, and gets the whole book.
  public mutating func connect() {
    let gap: Int64 =
      switch client {
      case .gone(let since): time.nanoseconds(since: since)
      case .none, .connected: 0
      }
    venue.hangUp()
    adapter = FillAdapter()
    outgoing.removeAll()
    client = .connected
    send(.hello(hello))
    sendSnapshot(after: gap)
  }

  /// The client is gone. What was on its way to it is lost, and so are its inquiries; its requests
  /// are carried out.
  public mutating func disconnect() {
    guard isConnected else { return }
    client = .gone(since: time)
    venue.hangUp()
    outgoing.removeAll()
  }

  /// Takes in what the client sent, at the present moment.
  public mutating func take(_ requests: [OrderRequest]) {
    for case .place(let order) in requests where order.id.tag == facts.tag {
      lastNumber = max(lastNumber, order.id.generation)
      if order.id.purpose?.isOfOneLot ?? false { lastLot = max(lastLot, order.id.subject) }
    }
    venue.submit(requests, at: time)
  }

  /// Takes in what the client asks, at the present moment.
  public mutating func take(_ inquiries: [Inquiry]) {
    for inquiry in inquiries {
      guard case .reconnect(let channel) = inquiry else {
        venue.ask([inquiry], at: time)
        continue
      }
      send(.answer(.connection(channel, isUp: true)))
      if channel == .market { sendSnapshot(after: 0) }
    }
  }

  private var hello: VenueHello {
    VenueHello(
      run: facts.run, tag: facts.tag, instrument: venue.instrument,
      capabilities: venue.capabilities, book: book.source, source: source.name,
      first: source.first, last: source.last, update: feed.update, speed: facts.speed,
      lastNumber: lastNumber, lastLot: lastLot)
  }
}
