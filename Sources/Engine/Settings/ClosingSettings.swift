import Market

/// How lots are closed at the market, and when they are without their price being reached.
public struct ClosingSettings: Hashable, Sendable {
  /// What is done with a lot that is too old, or whose take-profit the market has left behind.
  public enum Policy: UInt8, CaseIterable, Sendable {
    case alarm
    /// Its take-profit is moved to where the market is, post-only.
    case move
    /// It is closed at the market, within ``ClosingSettings/slippage``.
    case close
  }

  /// As soon as an entry fills, its lot is closed by a taker within ``boostSlippage``; what that
  /// leaves gets the ordinary exits.
  public var isBoosted = false
  public var boostSlippage = BasisPoints(hundredths: 500)
  /// How far past the opposite best any other close at the market may trade.
  public var slippage = BasisPoints(hundredths: 5_000)
  /// So many tries, a second apart, before a close is given up for a minute.
  public var tries: Int64 = 5
  /// What is left of a partly filled take-profit is closed at the market where it is worth this
  /// much, in the quote currency; nothing lets it wait.
  public var remainderAbove: DecimalNumber?
  /// How long after its last fill.
  public var remainderAfterNanoseconds: Int64 = 60_000_000_000
  /// A lot older than this is closed by policy; nothing lets it grow old.
  public var maximumAgeNanoseconds: Int64?
  /// A take-profit that the market traded through by a tick or more, and that rests for so long
  /// after, is handled by policy; zero never.
  public var stuckAfterNanoseconds: Int64 = 3_600_000_000_000
  public var policy = Policy.alarm

  public init() {}
}

/// What becomes of a slot or a side whose lot was stopped out.
public struct BenchSettings: Hashable, Sendable {
  public enum Scope: UInt8, CaseIterable, Sendable {
    case none
    case slot
    case side
  }

  public var scope = Scope.slot
  /// How long it gets no opens.
  public var cooldownNanoseconds: Int64 = 259_200_000_000_000
  /// So many stop-losses, and it waits until the operator frees it.
  public var maximumAttempts: Int64 = 2

  public init() {}
}

/// One lot a side that is kept from its take-profit, under a stop that trails the market.
public struct RunnerSettings: Hashable, Sendable {
  public var isEnabled = false
  /// How far the stop trails behind the best mark since the take-profit's price was reached.
  public var trail = BasisPoints(hundredths: 5_000)
  /// The stop moves by no less than this share of the mark.
  public var step = BasisPoints(hundredths: 500)

  public init() {}
}
