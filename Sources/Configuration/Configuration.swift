import Engine
import Market
import Playback
import Session
import SimulatedVenue

/// Everything an operator can set, in the types of the modules that use it.
///
/// The defaults are those of the modules; ``ParameterTable`` says how each value is called in a
/// configuration file, what it may be, and what it means.
public struct Configuration: Hashable, Sendable {
  public var engine = EngineSettings()
  public var venue = SimulatedVenueSettings()
  public var venueRules = VenueRuleOverrides()
  public var network = NetworkSettings()
  public var generated = GeneratedMarketChoice()
  public var console = ConsoleSettings()
  public var session = SessionSettings()

  public init() {}
}

/// What the simulated venue charges and demands, where that shall differ from what the tape says.
public struct VenueRuleOverrides: Hashable, Sendable {
  public var makerFee: FeeRate?
  public var takerFee: FeeRate?
  /// In the quote currency.
  public var minimumNotional: DecimalNumber?

  public init() {}
}

/// Whether a market is made instead of a recording played, and what it is like.
public struct GeneratedMarketChoice: Hashable, Sendable {
  /// Nothing plays a recording.
  public var style: MarketStyle?
  /// Its style and seed count for nothing: the choice and the venue's seed do.
  public var market = GeneratedMarketSettings()

  public init() {}
}

extension Configuration {
  /// The market to make, if one is wanted.
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

/// How the console looks and listens.
public struct ConsoleSettings: Hashable, Sendable {
  /// When the ladder moves back to the market by itself.
  public enum AutoRecentre: UInt8, CaseIterable, Sendable {
    case never
    /// When the best bid or ask is about to leave the panel.
    case atEdge
  }

  /// The name of a theme.
  public var theme = "default"
  /// A keymap to lay over the shipped one, instead of the one in the configuration folder.
  public var keymap: String?
  public var mouse = false
  /// Only ASCII is drawn, whatever the locale allows.
  public var ascii = false
  public var autoRecentre = AutoRecentre.atEdge

  public init() {}
}

/// How a run starts and ends.
public struct SessionSettings: Hashable, Sendable {
  /// What leaving does, by the key or by a signal.
  public enum OnExit: UInt8, CaseIterable, Sendable {
    /// Opens are cancelled and their outcomes awaited; exits stay.
    case cancelOpens
    /// Everything stays where it is.
    case keep
    /// The position is closed first.
    case flatten
  }

  /// What the loss of the terminal does.
  public enum OnHangup: UInt8, CaseIterable, Sendable {
    /// Opens are frozen, and the run goes on with its exits and without a screen.
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
