import Engine
import Market
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

/// How the console looks and listens.
public struct ConsoleSettings: Hashable, Sendable {
  /// Whether lines and marks are drawn with characters outside ASCII.
  public enum Glyphs: UInt8, CaseIterable, Sendable {
    /// As the locale says.
    case auto
    case ascii
    case unicode
  }

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
  public var mouse = true
  public var glyphs = Glyphs.auto
  public var autoRecentre = AutoRecentre.never

  public init() {}
}

/// How a dry run starts.
public struct SessionSettings: Hashable, Sendable {
  public var speed = Speed.times(1)
  public var isPaused = false

  public init() {}
}
