/// A moment, passed as data: the core never reads a clock.
///
/// - Unit: nanoseconds since 1970-01-01 00:00 UTC.
/// - Range: 1677 to 2262, what 64 bits hold.
@frozen public struct Instant: Hashable, Comparable, Sendable, Codable {
  public let nanoseconds: Int64

  /// Before everything that can happen.
  public static let distantPast = Instant(nanoseconds: .min)
  /// After everything that can happen.
  public static let distantFuture = Instant(nanoseconds: .max)

  @inlinable public init(nanoseconds: Int64) { self.nanoseconds = nanoseconds }

  @inlinable public static func < (left: Instant, right: Instant) -> Bool {
    left.nanoseconds < right.nanoseconds
  }

  /// Returns the moment `count` nanoseconds later, clamped to the range of 64 bits.
  @inlinable public func advanced(byNanoseconds count: Int64) -> Instant {
    let (sum, overflow) = nanoseconds.addingReportingOverflow(count)
    return overflow ? (count > 0 ? .distantFuture : .distantPast) : Instant(nanoseconds: sum)
  }

  /// Returns the number of nanoseconds since an earlier moment.
  @inlinable public func nanoseconds(since earlier: Instant) -> Int64 {
    nanoseconds.subtractingReportingOverflow(earlier.nanoseconds).partialValue
  }
}
