import Market

/// What a simulated venue does by itself at moments of its own.
public struct EventSettings: Hashable, Sendable {
  /// Whether it cancels all orders at a moment that the account sets.
  public var scheduledCancel = true
  /// How far ahead that moment must lie at least.
  public var scheduledCancelLeadNanoseconds: Int64 = 5_000_000_000
  /// How often a day it may come due.
  public var scheduledCancelsPerDay = 10
  /// What the account must have traded before it may set one, in the quote currency.
  public var scheduledCancelVolume = DecimalNumber(mantissa: 0, decimals: 0)
  /// What a long position pays a short one every full hour, in 10⁻⁸ of its value; negative is
  /// received.
  public var fundingHundredMillionths: Int64 = 0

  public init() {}
}
