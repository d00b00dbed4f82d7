import Engine
import Market
import Playback
import Venue

/// A fault that a dry run injects, and how often it occurred.
public struct InjectedFault: Equatable, Sendable {
  public let name: String
  public let count: Int

  public init(name: String, count: Int) {
    self.name = name
    self.count = count
  }
}

/// The venue's own text for a refusal. It may come from outside.
public struct VenueText: Equatable, Sendable {
  public let order: ClientOrderID
  public let refusal: Refusal
  public let text: String

  public init(order: ClientOrderID, refusal: Refusal, text: String) {
    self.order = order
    self.refusal = refusal
    self.text = text
  }
}

extension [VenueText] {
  /// The venue's own text, in quotes, for the refusal in a log line; nil if it is no longer known.
  public func quote(of entry: LogEntry) -> String? {
    guard let refusal = entry.refusal else { return nil }
    let order = entry.order ?? .foreign(0)
    return last { $0.order == order && $0.refusal == refusal }.map { "“\($0.text)”" }
  }
}

/// What Rung does first when the operator leaves.
public enum WayOut: Equatable, Sendable {
  /// It cancels entry orders and waits for their outcomes.
  case cancelOpens
  /// Nothing. Every order is left where it is.
  case keep
  /// It closes the position.
  case flatten
}

/// The stage of leaving.
public enum Leaving: Equatable, Sendable {
  /// The position is being closed.
  case flattening
  /// Entry orders are being cancelled, and their outcomes are awaited.
  case closing
}

/// What the session knows besides the engine's state: what is played, how fast, and the place on
/// the tape.
///
/// Its owner fills it in again for each frame. An unknown value is nil, never zero.
public struct SessionStatus: Equatable, Sendable {
  /// What kind of trading this is, such as `DRY RUN`; always on the screen.
  public var mode: String
  /// Where orders go, such as `simulated`.
  public var venue: String
  /// What is traded, such as `BTCUSDT`.
  public var market: String
  /// The tape that is played; nil if none is.
  public var tape: String?
  /// The seed of the simulated venue's latencies; nil if they need none.
  public var seed: UInt64?
  /// The configuration's name: its file, or a text that says the defaults are in force.
  public var configuration: String?
  public var speed: Speed
  public var isPaused: Bool
  /// The tape has no further update.
  public var atEnd: Bool
  /// Atomic updates played so far.
  public var updateIndex: Int
  /// The number of updates in the tape; nil for a market that never ends.
  public var updateCount: Int?
  /// The tape's first and last moment.
  public var tapeFirst: Instant?
  public var tapeLast: Instant?
  /// The number of decisions so far on the timeline.
  public var decisions: Int
  /// Whether the session can be stepped and jumped at all; a live one can't.
  public var canStep: Bool
  /// Whether there is anything behind this moment to step back to.
  public var canStepBack: Bool
  /// The console only watches: no command reaches the engine.
  public var isReadOnly: Bool
  /// Whether leaving leaves orders at a real venue.
  public var leavesOrdersAtVenue: Bool
  /// The faults that the run injects into its own messages, with how often each occurred; empty if
  /// none are switched on.
  public var faults: [InjectedFault] = []
  public var wayOut = WayOut.cancelOpens
  /// Set after the operator or a signal asked to leave, while the run goes on and outcomes are
  /// awaited.
  public var leaving: Leaving?
  /// The venue's own texts for its last refusals, oldest first.
  public var venueTexts: [VenueText] = []
  /// How the last process ended and what it left; nil if the run was not continued.
  public var restart: RestartFacts?
  /// Messages to show besides the engine's log, oldest first. They may come from outside.
  public var notices: [String]

  public init(
    mode: String, venue: String, market: String, tape: String? = nil, seed: UInt64? = nil,
    configuration: String? = nil, speed: Speed = .times(1), isPaused: Bool = false,
    atEnd: Bool = false, updateIndex: Int = 0, updateCount: Int? = nil, tapeFirst: Instant? = nil,
    tapeLast: Instant? = nil, decisions: Int = 0, canStep: Bool = true, canStepBack: Bool = false,
    isReadOnly: Bool = false, leavesOrdersAtVenue: Bool = false, notices: [String] = []
  ) {
    self.mode = mode
    self.venue = venue
    self.market = market
    self.tape = tape
    self.seed = seed
    self.configuration = configuration
    self.speed = speed
    self.isPaused = isPaused
    self.atEnd = atEnd
    self.updateIndex = updateIndex
    self.updateCount = updateCount
    self.tapeFirst = tapeFirst
    self.tapeLast = tapeLast
    self.decisions = decisions
    self.canStep = canStep
    self.canStepBack = canStepBack
    self.isReadOnly = isReadOnly
    self.leavesOrdersAtVenue = leavesOrdersAtVenue
    self.notices = notices
  }
}
