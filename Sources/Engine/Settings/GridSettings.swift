import Market

/// The ladder that is wanted.
public struct GridSettings: Hashable, Sendable, Codable {
  public enum Direction: UInt8, CaseIterable, Sendable, Codable {
    case neutral
    case long
    case short
  }

  public enum Progression: UInt8, CaseIterable, Sendable, Codable {
    /// Every spacing the same in ticks.
    case arithmetic
    /// Every spacing the same as a share of price.
    case geometric
  }

  public enum Anchoring: UInt8, CaseIterable, Sendable, Codable {
    /// On fixed grid levels, so that most prices survive a move of the anchor.
    case snap
    /// On the mid itself: every price changes with the anchor.
    case full
  }

  public enum SizeCurve: UInt8, CaseIterable, Sendable, Codable {
    case equal
    /// Each level adds the growth of the first level's size.
    case linear
    /// Each level is the one before, grown.
    case geometric
  }

  /// When a rung comes back after it filled.
  public enum Rearm: UInt8, CaseIterable, Sendable, Codable {
    case lotClosed
    case exitAccepted
    case nextReplan
  }

  /// Rungs a side.
  public var levels = 10
  public var direction = Direction.neutral
  public var spacing = Distance.basisPoints(BasisPoints(hundredths: 600))
  public var progression = Progression.arithmetic
  public var anchoring = Anchoring.snap
  /// How far the mid may move from the anchor before the anchor moves, in hundredths of a spacing.
  public var recentreHundredths: Int64 = 100
  public var size = OrderSize.notional(DecimalNumber(mantissa: 200, decimals: 0))
  public var sizeCurve = SizeCurve.equal
  /// Growth of the size per level, hundredths of a basis point of the size before (or the first).
  public var sizeGrowth = BasisPoints.zero
  /// Rungs below `lower` or above `upper` are dropped.
  public var lower: DecimalNumber?
  public var upper: DecimalNumber?
  public var rearm = Rearm.lotClosed

  // The floors of a spacing.
  public var floorTicks: Int64 = 3
  public var floorBasisPoints = BasisPoints(hundredths: 500)
  /// Share of the base spacing, 500,000 is half.
  public var floorShareOfBase = BasisPoints(hundredths: 500_000)
  /// Minimum width of the whole ladder, as a share of price.
  public var floorWidth = BasisPoints(hundredths: 10_000)
  /// Loss-drift tightening of the reducing side: max(floor, 1 − min(cap, slope × drift)).
  public var tighteningSlope: Int64 = 8
  public var tighteningCap = BasisPoints(hundredths: 400_000)
  public var tighteningFloor = BasisPoints(hundredths: 600_000)
  /// How volatility is measured and how it widens the spacing.
  public var volatility = VolatilitySettings()
  /// How the ladder leans against the position.
  public var skew = SkewSettings()

  public init() {}

  /// Whether the lower bound is below the upper one; true if either is missing.
  public var boundsAreInOrder: Bool {
    guard let lower, let upper else { return true }
    return DecimalNumber.isLess(lower, upper)
  }
}

extension SettingRange {
  static let grid: [SettingRange] = [
    .init(\.grid.levels, 1...500),
    .init(\.grid.spacing.ticks, .someTicks),
    .init(\.grid.spacing.basisPoints, .someShare),
    .init(\.grid.recentreHundredths, 10...100_000),
    .init(\.grid.size.steps, 1...1_000_000_000),
    .init(\.grid.sizeGrowth, -900_000...10_000_000),
    .init(\.grid.floorTicks, .ticks),
    .init(\.grid.floorBasisPoints, .share),
    .init(\.grid.floorShareOfBase, .share),
    .init(\.grid.floorWidth, .share),
    .init(\.grid.tighteningSlope, 0...1_000),
    .init(\.grid.tighteningCap, .share),
    .init(\.grid.tighteningFloor, .share),
  ]
}

/// The size of an order.
public enum OrderSize: Hashable, Sendable, Codable {
  /// A fixed number of the instrument's steps.
  case steps(Int64)
  /// An amount of the base asset, rounded down to a step.
  case base(DecimalNumber)
  /// A value in the quote currency at the anchor, rounded down to a step.
  case notional(DecimalNumber)

  public var steps: Int64? { if case .steps(let count) = self { count } else { nil } }
  public var base: DecimalNumber? { if case .base(let amount) = self { amount } else { nil } }
  public var notional: DecimalNumber? {
    if case .notional(let amount) = self { amount } else { nil }
  }
}

/// How volatility is measured, and how far it widens the ladder.
public struct VolatilitySettings: Hashable, Sendable, Codable {
  /// Whether the spacing follows the measured volatility.
  public var isEnabled = false
  /// Bars of the average true range.
  public var atrBars = 14
  /// Length of a bar, in nanoseconds; a whole number of samples.
  public var barNanoseconds: Int64 = 60_000_000_000
  /// Time between the two mids of a return, in nanoseconds.
  public var sampleNanoseconds: Int64 = 1_000_000_000
  /// After this time a return counts half in the moving variance, in nanoseconds.
  public var halfLifeNanoseconds: Int64 = 300_000_000_000
  /// A silence of the book longer than this is a gap and is not measured.
  public var gapNanoseconds: Int64 = 10_000_000_000
  /// The part of the average true range that is added to the spacing, in hundredths.
  public var atrWeightHundredths: Int64 = 50
  /// The number of deviations of the moving variance that is added to the spacing, in hundredths.
  public var deviationWeightHundredths: Int64 = 250
  /// The widest spacing that volatility may cause; floors take precedence.
  public var maximumSpacing: Distance? = .basisPoints(BasisPoints(hundredths: 10_000))
  /// A new spacing takes effect only if it differs from the present one by at least this share.
  public var leastChange = BasisPoints(hundredths: 100_000)

  public init() {}
}

extension SettingRange {
  static let volatility: [SettingRange] = [
    .init(\.grid.volatility.atrBars, 1...240),
    .init(\.grid.volatility.barNanoseconds, .aSecondToAnHour),
    .init(\.grid.volatility.sampleNanoseconds, 100_000_000...60_000_000_000),
    .init(\.grid.volatility.halfLifeNanoseconds, .aSecondToADay),
    .init(\.grid.volatility.gapNanoseconds, .aSecondToAnHour),
    .init(\.grid.volatility.atrWeightHundredths, 0...10_000),
    .init(\.grid.volatility.deviationWeightHundredths, 0...10_000),
    .init(\.grid.volatility.maximumSpacing?.ticks, .someTicks),
    .init(\.grid.volatility.maximumSpacing?.basisPoints, .someShare),
    .init(\.grid.volatility.leastChange, .share),
  ]
}

/// How the ladder leans against the position it has built up.
public struct SkewSettings: Hashable, Sendable, Codable {
  public var isEnabled = false
  /// How much further out the rungs of the heavy side are at full skew, in hundredths of a spacing.
  public var offsetHundredths: Int64 = 0
  /// From this part of the maximum position on, only rungs that reduce the position stay.
  public var maximumRatio = BasisPoints(hundredths: 1_000_000)
  /// The skew is followed in steps of this size, so that not every fill moves the ladder.
  public var step = BasisPoints(hundredths: 100_000)

  public init() {}
}

extension SettingRange {
  static let skew: [SettingRange] = [
    .init(\.grid.skew.offsetHundredths, 0...100_000),
    .init(\.grid.skew.maximumRatio, .someShare),
    .init(\.grid.skew.step, .someShare),
  ]
}
