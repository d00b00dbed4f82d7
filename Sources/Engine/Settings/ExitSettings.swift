import Market
import Venue

/// How lots are closed.
public struct ExitSettings: Hashable, Sendable, Codable {
  public enum TakeProfit: Hashable, Sendable, Codable {
    /// At the next rung towards profit: one spacing from the entry.
    case paired
    /// A distance from the true average entry.
    case away(Distance)

    /// Nil if it is paired.
    public var distance: Distance? { if case .away(let distance) = self { distance } else { nil } }
  }

  /// What a take-profit does if resting at its price would cross.
  public enum WhenCrossing: UInt8, CaseIterable, Sendable, Codable {
    /// Takes at its price or better.
    case take
    /// Waits, post-only, until the book lets it rest.
    case wait
  }

  public var takeProfit = TakeProfit.paired
  public var whenCrossing = WhenCrossing.take
  /// The least profit over the fees of both fills, as a share of the entry.
  public var minimumEdge = BasisPoints(hundredths: 10)
  /// Reduce-only at the venue if the net position covers the live exits of its side and type.
  public var reduceOnlyWhereCovered = true
  public var stop = StopSettings()
  public var closing = ClosingSettings()
  public var cooldown = CooldownSettings()
  public var runner = RunnerSettings()

  public init() {}
}

/// Where stops are placed, who holds them, and how far they may slip.
public struct StopSettings: Hashable, Sendable, Codable {
  public enum Place: Hashable, Sendable, Codable {
    /// Lots have no stop.
    case none
    /// A share of the true average entry.
    case away(BasisPoints)
    /// A multiple of the average true range, in hundredths.
    case averageRange(hundredths: Int64)
    /// One price for the whole grid: ``StopSettings/lineBelow`` for long lots,
    /// ``StopSettings/lineAbove`` for short lots.
    case line

    /// The share of the entry; nil if the stop is placed otherwise.
    public var share: BasisPoints? { if case .away(let share) = self { share } else { nil } }
    /// The number of average true ranges, in hundredths; nil if the stop is placed otherwise.
    public var rangeHundredths: Int64? {
      if case .averageRange(let hundredths) = self { hundredths } else { nil }
    }
  }

  public var place = Place.none
  public var lineBelow: DecimalNumber?
  public var lineAbove: DecimalNumber?
  /// The share of new lots whose stop the venue holds, if it can; the engine watches the others.
  public var venueShare = BasisPoints(hundredths: 1_000_000)
  /// Which price triggers a stop.
  public var reference = TriggerReference.mark
  /// How far past its trigger a stop may trade.
  public var slippage = BasisPoints(hundredths: 10_000)
  /// How long a triggered stop may stay unfilled before it is sent again with a wider limit.
  public var escalateAfterNanoseconds: Int64 = 5_000_000_000
  /// How far past the opposite best an escalated stop may trade at most.
  public var escalateSlippage = BasisPoints(hundredths: 50_000)
  /// How long a lot may lack the protection of its stop before an alarm is raised.
  public var graceNanoseconds: Int64 = 3_000_000_000

  public init() {}

  /// Whether the average true range is needed.
  var needsRange: Bool {
    if case .averageRange = place { true } else { false }
  }
}

extension SettingRange {
  static let stops: [SettingRange] = [
    .init(\.exits.stop.place.share, .someShare),
    .init(\.exits.stop.place.rangeHundredths, 1...100_000),
    .init(\.exits.stop.venueShare, .share),
    .init(\.exits.stop.slippage, .share),
    .init(\.exits.stop.escalateAfterNanoseconds, .upToADay),
    .init(\.exits.stop.escalateSlippage, .share),
    .init(\.exits.stop.graceNanoseconds, .upToADay),
  ]
}

/// How lots are closed at the market, and when that happens before their price is reached.
public struct ClosingSettings: Hashable, Sendable, Codable {
  /// What is done with a lot that is too old, or whose take-profit the market has left behind.
  public enum Policy: UInt8, CaseIterable, Sendable, Codable {
    case alarm
    /// Its take-profit is moved to where the market is, post-only.
    case move
    /// It is closed at the market, within ``ClosingSettings/slippage``.
    case close
  }

  /// As soon as an entry fills, a taker order closes its lot within ``boostSlippage``; the rest of
  /// the lot gets the ordinary exits.
  public var isBoosted = false
  public var boostSlippage = BasisPoints(hundredths: 500)
  /// How far past the opposite best any other close at the market may trade.
  public var slippage = BasisPoints(hundredths: 5_000)
  /// The number of tries, a second apart, before a close is given up for a minute.
  public var tries: Int64 = 5
  /// The rest of a partly filled take-profit is closed at the market if it is worth at least this
  /// much, in the quote currency; nil lets it wait.
  public var remainderAbove: DecimalNumber?
  /// How long after its last fill that happens.
  public var remainderAfterNanoseconds: Int64 = 60_000_000_000
  /// A lot older than this is handled by `policy`; nil sets no maximum age.
  public var maximumAgeNanoseconds: Int64?
  /// A take-profit that the market traded through by a tick or more, and that still rests after
  /// this time, is handled by `policy`; zero disables this.
  public var stuckAfterNanoseconds: Int64 = 3_600_000_000_000
  public var policy = Policy.alarm

  public init() {}
}

/// What happens to a slot or a side whose lot was closed by a stop-loss.
public struct CooldownSettings: Hashable, Sendable, Codable {
  public enum Scope: UInt8, CaseIterable, Sendable, Codable {
    case none
    case slot
    case side
  }

  public var scope = Scope.slot
  /// How long it gets no entries.
  public var cooldownNanoseconds: Int64 = 259_200_000_000_000
  /// After this number of stop-losses it waits until the operator frees it.
  public var maximumAttempts: Int64 = 2

  public init() {}
}

/// One lot a side that has no take-profit, but a stop that trails the market.
public struct RunnerSettings: Hashable, Sendable, Codable {
  public var isEnabled = false
  /// How far the stop trails behind the best mark since the take-profit's price was reached.
  public var trail = BasisPoints(hundredths: 5_000)
  /// The smallest move of the stop, as a share of the mark.
  public var step = BasisPoints(hundredths: 500)

  public init() {}
}

extension SettingRange {
  static let exits: [SettingRange] = [
    .init(\.exits.takeProfit.distance?.ticks, .someTicks),
    .init(\.exits.takeProfit.distance?.basisPoints, .someShare),
    .init(\.exits.minimumEdge, .share),
    .init(\.exits.closing.boostSlippage, .share),
    .init(\.exits.closing.slippage, .share),
    .init(\.exits.closing.tries, 1...100),
    .init(\.exits.closing.remainderAfterNanoseconds, .upToADay),
    .init(\.exits.closing.maximumAgeNanoseconds, .upToAYear),
    .init(\.exits.closing.stuckAfterNanoseconds, .upToAYear),
    .init(\.exits.cooldown.cooldownNanoseconds, .upToAYear),
    .init(\.exits.cooldown.maximumAttempts, 1...1_000_000),
    .init(\.exits.runner.trail, .someShare),
    .init(\.exits.runner.step, .share),
  ]
}
