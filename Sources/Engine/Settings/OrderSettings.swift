/// When the plan changes an order, and what is done about one that the venue doesn't answer for.
public struct OrderSettings: Hashable, Sendable, Codable {
  /// An order at most this many ticks off its wanted price is left alone.
  public var repriceTicks: Int64 = 0
  /// An order whose remaining size is off by no more than this share is left alone.
  public var resizeTolerance = BasisPoints(hundredths: 200_000)
  /// Whether an order is moved by an amend, if the venue supports it, instead of cancel and place.
  public var amend = true
  /// After the ladder has sent requests, its next ones wait for one round trip to the venue, within
  /// this minimum and maximum, in nanoseconds. A maximum of zero never waits.
  public var coalesceMinimumNanoseconds: Int64 = 0
  public var coalesceMaximumNanoseconds: Int64 = 0
  /// The part of the venue's request budget and open orders that entries leave to cancels and
  /// exits.
  public var budgetReserve = BasisPoints(hundredths: 250_000)

  /// A request without an answer for this long has an unknown outcome.
  public var acknowledgeTimeoutNanoseconds: Int64 = 3_000_000_000
  /// How old an order may be when it reaches a venue that honours expiry; an older one is refused.
  public var expiryNanoseconds: Int64 = 10_000_000_000
  /// If the venue does not honour expiry, this time must pass before "absent", reported twice, is
  /// believed.
  public var absentGraceNanoseconds: Int64 = 30_000_000_000
  /// The first order query is sent after this time; the wait then doubles each time.
  public var firstInquiryNanoseconds: Int64 = 500_000_000
  /// The longest such wait.
  public var lastInquiryNanoseconds: Int64 = 10_000_000_000

  public init() {}
}

extension SettingRange {
  static let orders: [SettingRange] = [
    .init(\.orders.repriceTicks, .ticks),
    .init(\.orders.resizeTolerance, .share),
    .init(\.orders.coalesceMinimumNanoseconds, .upToAMinute),
    .init(\.orders.coalesceMaximumNanoseconds, .upToAMinute),
    .init(\.orders.budgetReserve, 0...900_000),
    .init(\.orders.acknowledgeTimeoutNanoseconds, .aMillisecondToAnHour),
    .init(\.orders.expiryNanoseconds, .aMillisecondToAnHour),
    .init(\.orders.absentGraceNanoseconds, .aMillisecondToAnHour),
    .init(\.orders.firstInquiryNanoseconds, .aMillisecondToAnHour),
    .init(\.orders.lastInquiryNanoseconds, .aMillisecondToAnHour),
  ]
}
