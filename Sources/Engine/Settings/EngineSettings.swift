import Market

/// Everything about a strategy that can be set; the defaults are those of `rung config print`.
///
/// Amounts are decimals in the units an operator thinks in; the engine turns them into ticks and
/// steps of its instrument once, at the start.
public struct EngineSettings: Hashable, Sendable {
  public var grid = GridSettings()
  public var entries = EntrySettings()
  public var exits = ExitSettings()
  public var orders = OrderSettings()
  public var reconcile = ReconcileSettings()
  public var risk = RiskSettings()
  public var market = MarketSettings()

  public init() {}
}

/// A share in hundredths of a basis point: 100 is 1 bp, 1,000,000 is the whole.
@frozen public struct BasisPoints: Hashable, Comparable, Sendable {
  public let hundredths: Int64
  public static let zero = BasisPoints(hundredths: 0)

  @inlinable public init(hundredths: Int64) { self.hundredths = hundredths }
  @inlinable public static func < (left: BasisPoints, right: BasisPoints) -> Bool {
    left.hundredths < right.hundredths
  }

  /// The fewest whole ticks that are this share of a price or more: what a distance or a floor is.
  @inlinable public func ticksAtLeast(of price: Price) -> Int64 {
    let (whole, rest) = parts(of: price)
    return whole + (rest > 0 ? 1 : 0)
  }

  /// The most whole ticks that are no more than this share of a price: what a cap lets through. None
  /// where the share is under one tick.
  @inlinable public func ticksAtMost(of price: Price) -> Int64 {
    let (whole, rest) = parts(of: price)
    return whole - (rest < 0 ? 1 : 0)
  }

  /// This share of a price in whole ticks, cut off, and what that leaves out in millionths of a tick.
  @inlinable func parts(of price: Price) -> (whole: Int64, rest: Int64) {
    let product = price.ticks.multipliedFullWidth(by: hundredths)
    guard product.high > -250_000, product.high < 250_000 else { return (Price.maximumTicks, 0) }
    let (whole, rest) = Int64(1_000_000).dividingFullWidth(product)
    return (whole, rest)
  }
}

/// A distance between prices.
public enum Distance: Hashable, Sendable {
  case ticks(Int64)
  case basisPoints(BasisPoints)
}

/// How much an order is for.
public enum OrderSize: Hashable, Sendable {
  /// A fixed number of the instrument's steps.
  case steps(Int64)
  /// An amount of the base asset, rounded down to a step.
  case base(DecimalNumber)
  /// A value in the quote currency at the anchor, rounded down to a step.
  case notional(DecimalNumber)
}

/// The wanted ladder.
public struct GridSettings: Hashable, Sendable {
  public enum Direction: UInt8, CaseIterable, Sendable {
    case neutral
    case long
    case short
  }

  public enum Progression: UInt8, CaseIterable, Sendable {
    /// Every step the same in ticks.
    case arithmetic
    /// Every step the same as a share of price.
    case geometric
  }

  public enum Anchoring: UInt8, CaseIterable, Sendable {
    /// On a fixed lattice of spacings, so that most prices survive a move of the anchor.
    case snap
    /// On the mid itself: every price changes with the anchor.
    case full
  }

  public enum SizeCurve: UInt8, CaseIterable, Sendable {
    case equal
    /// Each level adds the growth of the first level's size.
    case linear
    /// Each level is the one before, grown.
    case geometric
  }

  /// When a rung comes back after it filled.
  public enum Rearm: UInt8, CaseIterable, Sendable {
    case lotClosed
    case exitAccepted
    case nextReplan
  }

  /// Rungs a side, 1 to 500.
  public var levels = 10
  public var direction = Direction.neutral
  public var spacing = Distance.basisPoints(BasisPoints(hundredths: 600))
  public var progression = Progression.arithmetic
  public var anchoring = Anchoring.snap
  /// How far the mid drifts from the anchor before it moves, in hundredths of a spacing.
  public var recentreHundredths: Int64 = 100
  public var size = OrderSize.notional(DecimalNumber(mantissa: 200, decimals: 0))
  public var sizeCurve = SizeCurve.equal
  /// Growth of the size per level, hundredths of a basis point of the size before (or the first).
  public var sizeGrowth = BasisPoints.zero
  /// Rungs below or above these prices are dropped.
  public var lower: DecimalNumber?
  public var upper: DecimalNumber?
  public var rearm = Rearm.lotClosed

  // The floors of a spacing.
  public var floorTicks: Int64 = 3
  public var floorBasisPoints = BasisPoints(hundredths: 500)
  /// Share of the base spacing, 500,000 is half.
  public var floorShareOfBase = BasisPoints(hundredths: 500_000)
  /// Of the whole ladder, as a share of price.
  public var floorWidth = BasisPoints(hundredths: 10_000)
  /// Loss-drift tightening of the reducing side: max(floor, 1 − min(cap, slope × drift)).
  public var tighteningSlope: Int64 = 8
  public var tighteningCap = BasisPoints(hundredths: 400_000)
  public var tighteningFloor = BasisPoints(hundredths: 600_000)
  /// How the market's swings are measured and widen the spacing.
  public var volatility = VolatilitySettings()
  /// How the ladder leans against the position.
  public var skew = SkewSettings()

  public init() {}
}

/// What happens when a cap is reached.
public enum CapAction: UInt8, CaseIterable, Sendable {
  /// The order is not sent.
  case refuse
  /// No more opens until the operator unfreezes; working opens are pulled.
  case stopOpens
  /// The position is closed, then opens stay frozen.
  case flatten
}

/// Caps and what they do.
public struct RiskSettings: Hashable, Sendable {
  /// The most that may be held either way if everything live filled, in the base asset.
  public var maximumPosition: DecimalNumber?
  public var maximumPositionAction = CapAction.refuse
  public var maximumOpenOrders: Int?
  public var maximumOpenOrdersAction = CapAction.refuse
  /// Of one order, in the quote currency.
  public var maximumOrderNotional: DecimalNumber?
  public var maximumOrderNotionalAction = CapAction.refuse
  /// What opens may spend, fees included, in the quote currency; no limit where nothing.
  public var quoteBudget: DecimalNumber?
  /// Sells need the base asset at hand.
  public var requireBaseForShort = false
  /// The base asset at hand at the start.
  public var baseBudget = DecimalNumber(mantissa: 0, decimals: 0)
  /// Whether a freeze leaves working opens where they are instead of pulling them.
  public var freezeHolds = false
  /// Slippage limits of a flatten against the opposite best, tried in turn.
  public var flattenSlippage = [
    BasisPoints(hundredths: 500), BasisPoints(hundredths: 1_000), BasisPoints(hundredths: 2_500),
    BasisPoints(hundredths: 10_000),
  ]
  /// The most one slice of a flatten trades, in the quote currency; all at once where nothing.
  public var flattenSlice: DecimalNumber? = DecimalNumber(mantissa: 25_000, decimals: 0)
  public var losses = LossSettings()
  public var breaker = BreakerSettings()
  public var deadMan = DeadManSettings()

  public init() {}
}

/// What counts as a market that can be quoted.
public struct MarketSettings: Hashable, Sendable {
  public enum BookSource: UInt8, CaseIterable, Sendable {
    /// Depth where the tape or venue has any, else quotes.
    case auto
    case depth
    case quotes
  }

  public var bookSource = BookSource.auto
  /// A book older than this is stale: no new opens. Zero never is.
  public var staleAfterNanoseconds: Int64 = 2_000_000_000
  /// Opens already resting are pulled at this age of the book. Zero never pulls.
  public var pullAfterNanoseconds: Int64 = 5_000_000_000
  /// A book older than this stops opens until the operator lets them go on. Zero never does.
  public var haltAfterNanoseconds: Int64 = 300_000_000_000
  /// When the market counts as coming to its end.
  public var life = LifeSettings()

  public init() {}

  /// A book older than this is not acted on; zero where any is.
  var blindAfterNanoseconds: Int64 {
    staleAfterNanoseconds > 0 ? staleAfterNanoseconds : haltAfterNanoseconds
  }
}
