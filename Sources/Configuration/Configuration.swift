import Engine
import Market
import Playback
import Session
import SimulatedVenue

/// Everything that an operator can set, in the types of the modules that use it.
///
/// The defaults are those of the modules. ``ParameterTable`` gives each value its key in a
/// configuration file, its allowed values and its meaning.
public struct Configuration: Hashable, Sendable {
  public var engine = EngineSettings()
  public var venue = SimulatedVenueSettings()
  public var venueRules = VenueRuleOverrides()
  public var network = NetworkSettings()
  public var generated = GeneratedMarketChoice()
  public var console = ConsoleSettings()
  public var session = SessionSettings()
  public var log = LogSettings()
  public var journal = JournalSettings()

  public init() {}
}

/// The simulated venue's fees and minimum notional, if they are to differ from those of the tape.
public struct VenueRuleOverrides: Hashable, Sendable {
  public var makerFee: FeeRate?
  public var takerFee: FeeRate?
  /// In the quote currency.
  public var minimumNotional: DecimalNumber?

  public init() {}
}

/// Whether to generate a market instead of playing a recording, and the properties of that market.
public struct GeneratedMarketChoice: Hashable, Sendable {
  /// The style of the generated market; nil to play a recording.
  public var style: MarketStyle?
  /// Its style and seed are ignored: the choice above and the venue's seed apply.
  public var market = GeneratedMarketSettings()

  public init() {}
}

extension Configuration {
  /// The market to generate; nil to play a recording.
  public var generatedMarket: GeneratedMarketSettings? {
    guard let style = generated.style else { return nil }
    var market = generated.market
    market.style = style
    market.seed = venue.seed
    market.makerFee = venueRules.makerFee ?? market.makerFee
    market.takerFee = venueRules.takerFee ?? market.takerFee
    market.minimumNotional = venueRules.minimumNotional ?? market.minimumNotional
    return market
  }
}

/// How the console looks and takes input.
public struct ConsoleSettings: Hashable, Sendable {
  /// When the ladder moves back to the market without a key.
  public enum AutoRecentre: UInt8, CaseIterable, Sendable {
    case never
    /// When the best bid or ask is about to leave the panel.
    case atEdge
  }

  /// The theme's name.
  public var theme = "default"
  /// A keymap to lay over the shipped one, instead of the keymap in the configuration folder.
  public var keymap: String?
  public var mouse = false
  /// Whether to draw only ASCII, even if the locale allows more.
  public var ascii = false
  public var autoRecentre = AutoRecentre.atEdge

  public init() {}
}

/// How a run starts and ends.
public struct SessionSettings: Hashable, Sendable {
  /// What leaving does, on the key or on a signal.
  public enum OnExit: UInt8, CaseIterable, Sendable {
    /// Entry orders are cancelled and their outcomes awaited. Exits stay.
    case cancelOpens
    /// Every order is left where it is.
    case keep
    /// The position is closed first.
    case flatten
  }

  /// What Rung does when it loses the terminal.
  public enum OnHangup: UInt8, CaseIterable, Sendable {
    /// Entries are frozen, and the run goes on without a screen. Exits continue.
    case freeze
    /// The same as leaving.
    case exit
  }

  public var speed = Speed.times(1)
  public var isPaused = false
  public var onExit = OnExit.cancelOpens
  public var onHangup = OnHangup.freeze

  public init() {}
}

/// Where the log is written as JSON lines, and when its file is rotated.
public struct LogSettings: Hashable, Sendable {
  /// Where `rung run` writes the log.
  public enum Destination: Hashable, Sendable {
    /// The console to a file in the state folder, a run without a screen nowhere.
    case standard
    case nowhere
    case file(String)
  }

  public var destination = Destination.standard
  /// The size at which the file is rotated, in megabytes.
  public var rotateMegabytes: Int64 = 64
  /// The number of old files that are kept.
  public var kept: Int64 = 5

  public init() {}
}

/// How long the journal of a run is kept.
public struct JournalSettings: Hashable, Sendable {
  /// The days for which the inputs of a live run are kept; nil for all of them.
  public var keptDays: Int64?

  public init() {}
}
