import Engine
import Market
import Venue

/// A kernel with whatever brings it inputs and takes over what it wants done: a dry run today.
///
/// A world is a value where it can be gone through in both directions: a copy of it is a checkpoint
/// of everything.
public protocol TradingWorld: Sendable {
  var kernel: Kernel { get set }

  /// The moment of the last thing that happened.
  var time: Instant { get }

  /// When the next thing happens; nil at the end.
  var nextTime: Instant? { get }

  /// Lets the next thing happen. Returns false, and changes nothing, at the end.
  @discardableResult
  mutating func advance() -> Bool

  /// Gives the engine an operator's command, at the moment of the last thing that happened.
  mutating func perform(_ command: Command)

  /// Market updates that have happened.
  var updateIndex: Int { get }

  /// What the world is and how far it has come, for who shows it.
  var facts: WorldFacts { get }

  /// What the screen shows of this moment.
  ///
  /// - Parameter now: a later moment at which the screen is drawn, for the ages.
  func snapshot(_ frame: LadderFrame?, now: Instant?) -> Snapshot
}

extension TradingWorld {
  public var engine: Engine { _read { yield kernel.engine } }

  public func snapshot(_ frame: LadderFrame? = nil) -> Snapshot { snapshot(frame, now: nil) }
}

/// What a world is and how far it has come, beside what its engine knows.
public struct WorldFacts: Sendable {
  /// What kind of run it is, as the header of the screen has it.
  public let mode: String
  /// Where orders go.
  public let venue: String
  /// The market's symbol.
  public let symbol: String
  /// Where the market comes from: a file's path, or the name of a made market.
  public let source: String
  /// The first moment, and the last where there is one.
  public let first: Instant
  public let last: Instant?
  public let updateIndex: Int
  /// How many updates there are, where that is known before they are played.
  public let updateCount: Int?
  /// How many inputs the engine has answered with a request.
  public let decisions: Int
  /// Faults that are injected on purpose, each with how often it has happened.
  public let faults: [(name: String, count: Int)]
  /// What the venue said, in its own words, to the last orders it refused.
  public let refusalTexts: [(order: ClientOrderID, refusal: Refusal, text: String)]
}

extension DryRun: TradingWorld {
  public var facts: WorldFacts {
    WorldFacts(
      mode: "DRY RUN", venue: "simulated", symbol: source.instrument.symbol, source: source.name,
      first: source.first,
      last: source.last, updateIndex: updateIndex, updateCount: updateCount,
      decisions: engine.counters.decisions,
      faults: network.settings.rates.kinds.map { ($0.name, network.counts[$0]) },
      refusalTexts: venue.refusalTexts)
  }
}
