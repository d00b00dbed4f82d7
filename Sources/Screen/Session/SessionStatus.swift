import Engine
import Market
import Playback
import Venue

/// A fault that a dry run injects, and how often it befell.
public struct InjectedFault: Equatable, Sendable {
  public let name: String
  public let count: Int

  public init(name: String, count: Int) {
    self.name = name
    self.count = count
  }
}

/// What the venue itself said to a refusal: its text, which may come from outside.
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
  /// What the venue said to a refusal that a log line tells of, if it is still known; in quotes.
  public func quote(of entry: LogEntry) -> String? {
    guard let refusal = entry.refusal else { return nil }
    let order = entry.order ?? .foreign(0)
    return last { $0.order == order && $0.refusal == refusal }.map { "“\($0.text)”" }
  }
}

/// What leaving does first.
public enum WayOut: Equatable, Sendable {
  /// Cancels opens and awaits their outcomes.
  case cancelOpens
  /// Nothing: every order is left where it is.
  case keep
  /// Closes the position.
  case flatten
}

/// How far leaving is.
public enum Leaving: Equatable, Sendable {
  /// The position is being closed first.
  case flattening
  /// Opens are cancelled; their outcomes are awaited.
  case closing
}

/// What the session knows beside the engine: what is played, how fast, and where it stands.
///
/// Its owner fills it in anew for each frame; what is not known is nothing, never zero.
public struct SessionStatus: Equatable, Sendable {
  /// What kind of trading this is, such as `DRY RUN`; always on the screen.
  public var mode: String
  /// Where orders go, such as `simulated`.
  public var venue: String
  /// What is traded, such as `BTCUSDT`.
  public var market: String
  /// The tape that is played, if any.
  public var tape: String?
  /// What the simulated venue's latencies are drawn from, if anything.
  public var seed: UInt64?
  /// The configuration's name: a file, or that the defaults hold.
  public var configuration: String?
  public var speed: Speed
  public var isPaused: Bool
  /// The tape has no further update.
  public var atEnd: Bool
  /// Atomic updates played so far.
  public var updateIndex: Int
  /// How many the tape has; nothing for a market that never ends.
  public var updateCount: Int?
  /// The tape's first and last moment.
  public var tapeFirst: Instant?
  public var tapeLast: Instant?
  /// Decisions so far on the timeline.
  public var decisions: Int
  /// Whether the session can be stepped and jumped at all; a live one can't.
  public var canStep: Bool
  /// Whether there is anything behind this moment to step back to.
  public var canStepBack: Bool
  /// Watches only: no command reaches the engine.
  public var isReadOnly: Bool
  /// Whether leaving leaves orders at a real venue.
  public var leavesOrdersAtVenue: Bool
  /// Faults that the run puts in the way of its own messages, each with how often it befell; empty
  /// where none are switched on.
  public var faults: [InjectedFault] = []
  public var wayOut = WayOut.cancelOpens
  /// The operator or a signal wants to leave, and the run goes on until nothing is awaited.
  public var leaving: Leaving?
  /// What the venue said to its last refusals, oldest first.
  public var venueTexts: [VenueText] = []
  /// What should be told beside the engine's log, oldest first; texts may come from outside.
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
