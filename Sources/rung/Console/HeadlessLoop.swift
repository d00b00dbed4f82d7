import Configuration
import Engine
import Session
import Telemetry

/// A live run without a screen, until a signal or a time ends it. It leaves as a console does.
struct HeadlessLoop<World: TradingWorld> {
  private(set) var session: Session<World>
  private let onExit: SessionSettings.OnExit
  private let signals: EndingSignals
  /// When it is to leave, on the monotonic clock in nanoseconds; nil if only a signal ends it.
  private let end: Int64?
  /// Until when leaving may take; nil before it begins.
  private var lastMoment: Int64?
  private var isFlattening = false
  /// Keeps the journal of the run; nil if it has none.
  private let keeper: JournalKeeper?
  /// The log file; nil if there is none.
  private let log: RunLog?

  /// The longest time that leaving may take, in nanoseconds.
  private static var patienceNanoseconds: Int64 { 3_000_000_000 }

  init(
    _ session: Session<World>, onExit: SessionSettings.OnExit, _ signals: EndingSignals,
    end: Int64?, _ keeper: JournalKeeper?, _ log: RunLog?
  ) {
    self.log = log
    self.keeper = keeper
    self.session = session
    self.onExit = onExit
    self.signals = signals
    self.end = end
  }

  /// Runs until it has left, or until the venue takes no client any more.
  mutating func run() {
    while !hasEnded {
      let wall = monotonicNanoseconds()
      let moreIsDue = session.advance(wallNanoseconds: wall, atMost: 256)
      if let keeper, let news = session.keepUp(keeper, wallNanoseconds: wall) { session.hear(news) }
      if let log { follow(log, at: wall) }
      if signals.haveCome() || end.map({ $0 <= wall }) ?? false { leave(at: wall) }
      if isFlattening, !session.isFlattening {
        isFlattening = false
        session.perform(.quit)
      }
      guard !moreIsDue, !hasEnded else { continue }
      waitForAny([signals.descriptor, session.descriptor], within: wait(at: wall))
    }
  }

  private mutating func follow(_ log: RunLog, at wall: Int64) {
    log.write(session.takeLog(), said: session.facts.venueTexts, wallNanoseconds: wall)
    log.flush(wallNanoseconds: wall)
    for news in log.takeNews() { complain("\(news)") }
  }

  private var hasEnded: Bool {
    guard session.canGoOn else { return true }
    guard let lastMoment else { return false }
    return onExit == .keep || !isFlattening && session.hasQuit
      || lastMoment <= monotonicNanoseconds()
  }

  /// Begins to leave. A second call changes nothing: the time is bounded.
  private mutating func leave(at wall: Int64) {
    guard lastMoment == nil else { return }
    lastMoment = wall + HeadlessLoop.patienceNanoseconds
    switch onExit {
    case .keep: break
    case .cancelOpens: session.perform(.quit)
    case .flatten:
      isFlattening = true
      session.perform(.flatten)
    }
  }

  private mutating func wait(at wall: Int64) -> Int64? {
    [session.wait(at: wall), end.map { max(0, $0 - wall) }, lastMoment.map { max(0, $0 - wall) }]
      .compactMap(\.self).min()
  }
}
