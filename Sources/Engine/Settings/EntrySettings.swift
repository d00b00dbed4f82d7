import Market

/// How positions are opened besides the ladder: by maker attempts, entries with a deadline.
public struct EntrySettings: Hashable, Sendable, Codable {
  public enum Mode: UInt8, CaseIterable, Sendable, Codable {
    /// Rungs around an anchor.
    case ladder
    /// One maker attempt a side at the best price, again after each cycle.
    case cycle
  }

  public enum Style: UInt8, CaseIterable, Sendable, Codable {
    /// Rests post-only.
    case maker
    /// Takes at once, at a protected price.
    case taker
  }

  /// What happens to a taker order whose estimated slippage is over the cap.
  public enum OverSlippage: UInt8, CaseIterable, Sendable, Codable {
    /// It is sent anyway, and takes what there is up to the protected price.
    case protect
    /// It is not sent.
    case skip
  }

  public var mode = Mode.ladder
  public var style = Style.maker
  /// When a side of the cycle mode attempts again after a fill.
  public var rearm = GridSettings.Rearm.exitAccepted

  // Where an attempt rests: the larger of two offsets from the best price of its side.
  /// Ticks away from crossing.
  public var postOnlyTicks: Int64 = 1
  public var baseOffset = BasisPoints.zero
  /// How much of spread and volatility, as shares of price, is added to the offset; hundredths.
  public var offsetSlopeHundredths: Int64 = 0
  public var maximumOffset = BasisPoints(hundredths: 5_000)

  // How long it rests, and how often it is checked.
  public var timeoutNanoseconds: Int64 = 30_000_000_000
  /// How long an order placed by the operator may rest; nil lets it rest until it is cancelled.
  public var manualTimeoutNanoseconds: Int64?
  public var repriceNanoseconds: Int64 = 400_000_000
  /// How long an attempt waits after the venue refused it as crossing; twice as long after each
  /// further refusal.
  public var rejectBackoffNanoseconds: Int64 = 250_000_000
  public var maximumRejectBackoffNanoseconds: Int64 = 10_000_000_000
  /// This number of such refusals within a minute is a burst.
  public var rejectStorm = 20

  // How much the cycle mode adds.
  /// Open lots a side.
  public var maximumOpenLots = 4
  /// From the price of the side's last add.
  public var leastDistance = BasisPoints(hundredths: 500)
  /// From the moment of the side's last add.
  public var leastIntervalNanoseconds: Int64 = 1_000_000_000

  // Taking.
  /// A timed-out or failed attempt may be followed by one taker order.
  public var fallsBack = false
  /// How long a side stays marked for that.
  public var recheckNanoseconds: Int64 = 5_000_000_000
  /// The most a taker order may slip from the best price it trades with.
  public var maximumSlippage = BasisPoints(hundredths: 1_000)
  public var overSlippage = OverSlippage.protect
  /// How far a completion may trade past the best price at the moment of the command.
  public var completionSlippage = BasisPoints(hundredths: 2_000)
  /// Whether a completion ends as an all-or-nothing order, if the venue supports it.
  public var completionIsWhole = false
  /// A side that has had less open than the other for this long is completed without a command; nil
  /// leaves completions to the operator.
  public var completeAfterNanoseconds: Int64?

  /// How long quitting waits for the outcomes of what it cancelled.
  public var shutdownNanoseconds: Int64 = 5_000_000_000

  public init() {}
}

extension SettingRange {
  static let entries: [SettingRange] = [
    .init(\.entries.postOnlyTicks, .ticks),
    .init(\.entries.baseOffset, .share),
    .init(\.entries.offsetSlopeHundredths, 0...10_000),
    .init(\.entries.maximumOffset, .share),
    .init(\.entries.timeoutNanoseconds, .aMillisecondToADay),
    .init(\.entries.manualTimeoutNanoseconds, .aMillisecondToADay),
    .init(\.entries.repriceNanoseconds, .aMillisecondToADay),
    .init(\.entries.rejectBackoffNanoseconds, .aMillisecondToADay),
    .init(\.entries.maximumRejectBackoffNanoseconds, .upToADay),
    .init(\.entries.rejectStorm, 1...100_000),
    .init(\.entries.maximumOpenLots, 1...10_000),
    .init(\.entries.leastDistance, .share),
    .init(\.entries.leastIntervalNanoseconds, .upToADay),
    .init(\.entries.recheckNanoseconds, .aMillisecondToADay),
    .init(\.entries.maximumSlippage, .share),
    .init(\.entries.completionSlippage, .share),
    .init(\.entries.completeAfterNanoseconds, .aMillisecondToADay),
    .init(\.entries.shutdownNanoseconds, .upToADay),
  ]
}
