import Engine
import Market
import Venue

/// A kernel with the source of its inputs and the receiver of its effects: a dry run, or a live run
/// at a venue that goes on by itself.
///
/// A world that can be stepped through in both directions is a value: a copy of it is a checkpoint
/// of everything. A live run is none. It can be stepped through only in its journal.
public protocol TradingWorld: Sendable {
  /// Whether the venue goes on by itself: the run has the pace of the venue's clock, and can't be
  /// paused, stepped or copied.
  static var isLive: Bool { get }

  var kernel: Kernel { get set }

  /// The moment of the last event.
  var time: Instant { get }

  /// When the next event happens; nil at the end.
  var nextTime: Instant? { get }

  /// Plays the next event. Returns false, and changes nothing, at the end.
  @discardableResult
  mutating func advance() -> Bool

  /// Hands the engine an operator's command, at the moment of the last event.
  mutating func perform(_ command: Command)

  /// Tells the engine what was found out about its journal.
  mutating func hear(_ news: JournalNews)

  /// The number of market updates so far.
  var updateIndex: Int { get }

  /// What the world is and how far it has come, for display.
  var facts: WorldFacts { get }

  /// What the screen shows of this moment.
  ///
  /// - Parameter now: a later moment at which the screen is drawn; ages are shown as of it.
  func snapshot(_ frame: LadderFrame?, now: Instant?) -> Snapshot

  /// An equal world that takes little memory until it is played on: what a timeline keeps.
  var packed: Self { get }

  // MARK: Of a live run

  /// Reads what has arrived by a moment of the wall clock, in nanoseconds, for ``advance()``.
  mutating func listen(at wall: Int64)

  /// The longest time until the next ``listen(at:)`` if nothing arrives before, in nanoseconds; nil
  /// if there is no such time.
  func wait(at wall: Int64) -> Int64?

  /// The moment that the venue's clock shows; nil if the pace of the run is its owner's.
  func clock(at wall: Int64) -> Instant?

  /// The descriptor that can be read when something has arrived; nil if there is none.
  var descriptor: Int32? { get }

  /// Whether the connection to the venue is gone and will not be made again.
  var isOver: Bool { get }
}

extension TradingWorld {
  public static var isLive: Bool { false }
  public mutating func listen(at wall: Int64) {}
  public func wait(at wall: Int64) -> Int64? { nil }
  public func clock(at wall: Int64) -> Instant? { nil }
  public var descriptor: Int32? { nil }
  public var isOver: Bool { false }

  public var engine: Engine { _read { yield kernel.engine } }

  public func snapshot(_ frame: LadderFrame? = nil) -> Snapshot { snapshot(frame, now: nil) }

  public var packed: Self {
    var copy = self
    copy.kernel.pack()
    return copy
  }
}

/// What a world is and how far it has come, apart from what its engine knows.
public struct WorldFacts: Sendable {
  /// The kind of run, as the header of the screen shows it.
  public let mode: String
  /// Where orders go.
  public let venue: String
  /// The market's symbol.
  public let symbol: String
  /// Where the market comes from: a file's path, or the name of a generated market.
  public let source: String
  /// The first moment of the market.
  public let first: Instant
  public let last: Instant?
  public let updateIndex: Int
  /// The total number of updates; nil if that isn't known before they are played.
  public let updateCount: Int?
  /// The number of inputs after which the engine sent a request.
  public let decisions: Int
  /// Faults that are injected on purpose, each with the number of times it occurred.
  public let faults: [(name: String, count: Int)]
  /// The venue's own texts for the last orders it refused.
  public let refusalTexts: [(order: ClientOrderID, refusal: Refusal, text: String)]
  /// Whether this is a record, which takes no commands.
  public let isRecord: Bool
  /// What an operator must know of the connection to the venue; nil if all is well.
  public var problem: String?
}

extension DryRun: TradingWorld {
  public var packed: DryRun {
    var copy = self
    copy.kernel.pack()
    copy.venue.pack()
    return copy
  }

  public var facts: WorldFacts {
    WorldFacts(
      mode: "DRY RUN", venue: "simulated", symbol: source.instrument.symbol, source: source.name,
      first: source.first,
      last: source.last, updateIndex: updateIndex, updateCount: updateCount,
      decisions: engine.counters.decisions,
      faults: network.settings.rates.kinds.map { ($0.name, network.counts[$0]) },
      refusalTexts: venue.refusalTexts, isRecord: false)
  }
}
