import Market

/// What a simulated venue does by itself.
public struct EventSettings: Hashable, Sendable {
  /// Whether the venue can cancel all orders at a time that the account sets.
  public var scheduledCancel = true
  /// The least time from the request to the scheduled cancel, in nanoseconds.
  public var scheduledCancelLeadNanoseconds: Int64 = 5_000_000_000
  /// The most scheduled cancels that may be carried out in a day.
  public var scheduledCancelsPerDay = 10
  /// The value that the account must have traded before it may schedule a cancel, in the quote
  /// currency.
  public var scheduledCancelVolume = DecimalNumber(mantissa: 0, decimals: 0)
  /// What a long position pays every full hour, in 10⁻⁸ of its value; if negative, it receives
  /// that.
  public var fundingHundredMillionths: Int64 = 0

  public init() {}
}
