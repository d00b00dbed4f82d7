import Market
import Venue

/// How long the next cancel of an order waits, after the venue refused earlier cancels of it or did
/// not answer them.
struct CancelWait: Sendable, Codable {
  /// No cancel is sent before this moment.
  private(set) var until = Instant.distantPast
  /// How many times in a row the venue found nothing to cancel.
  private var unknownInARow: UInt8 = 0

  /// The venue refused a cancel, or did not answer it.
  mutating func begin(at time: Instant, nanoseconds: Int64) {
    until = time.advanced(byNanoseconds: nanoseconds)
    unknownInARow = 0
  }

  /// The venue knows no such order, or no live one. The wait is 1 second, then 2, 4, 8 and at most
  /// 16. An order query is already under way, and until it is answered more cancels would only use
  /// up the request budget that it needs.
  mutating func beginAsUnknown(at time: Instant) {
    until = time.advanced(byNanoseconds: Retry.nanoseconds << Int64(unknownInARow))
    unknownInARow = min(unknownInARow + 1, CancelWait.mostDoublings)
  }

  /// The venue says that the order is live. Returns true if that ends a wait longer than the first.
  mutating func endAsUnknown() -> Bool {
    defer { unknownInARow = 0 }
    guard unknownInARow > 1 else { return false }
    until = .distantPast
    return true
  }

  private static let mostDoublings: UInt8 = 4
}
