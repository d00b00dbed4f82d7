/// When the diff touches an order, and what is done about one the venue doesn't answer for.
public struct OrderSettings: Hashable, Sendable, Codable {
  /// An order this many ticks off its wanted price is left alone.
  public var repriceTicks: Int64 = 0
  /// An order whose remaining size is off by no more than this share is left alone.
  public var resizeTolerance = BasisPoints(hundredths: 200_000)
  /// Whether an order is moved by amending it, where the venue can, instead of cancel and place.
  public var amend = true
  /// After the ladder has sent something the next waits as long as an order's way to the venue and
  /// back, at least and at most so long, in nanoseconds; a most of zero never waits.
  public var coalesceMinimumNanoseconds: Int64 = 0
  public var coalesceMaximumNanoseconds: Int64 = 0
  /// What opens leave of the venue's budget of requests and of its open orders to cancels and exits.
  public var budgetReserve = BasisPoints(hundredths: 250_000)

  /// A request without an answer for so long has an unknown outcome.
  public var acknowledgeTimeoutNanoseconds: Int64 = 3_000_000_000
  /// How old an order may be when it reaches a venue that honours expiry; an older one is refused.
  public var expiryNanoseconds: Int64 = 10_000_000_000
  /// Where it does not, so long must pass before "absent", said twice, is believed.
  public var absentGraceNanoseconds: Int64 = 30_000_000_000
  /// What became of an order is asked after this long, then in steps twice as long.
  public var firstInquiryNanoseconds: Int64 = 500_000_000
  /// The longest such step.
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
