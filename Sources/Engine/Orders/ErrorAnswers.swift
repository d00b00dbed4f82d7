import Market
import Venue

// How the engine answers each class of error. The breaker counts all classes but expected and
// margin; everything else that follows is in this table.
//
// | class | entries | exits |
// |---|---|---|
// | expected | wait a second, or until the book lets them rest | the same |
// | throttled | wait five seconds | wait a second |
// | network, venue down | wait a second | the same |
// | margin | their side waits until the margin changes (``MarginWait``) | wait a second |
// | permanent | the breaker latches | wait a minute |
// | unexpected | wait one second, two, four, up to a minute | the same |
extension ErrorClass {
  /// How long an entry waits after its `count`-th refusal in a row, in nanoseconds.
  func openWait(after count: UInt8) -> Int64 {
    switch self {
    case .throttled: 5 * Retry.nanoseconds
    case .expected, .network, .venueDown, .margin, .permanent, .unexpected: exitWait(after: count)
    }
  }

  /// How long an exit waits after its `count`-th refusal in a row, in nanoseconds.
  func exitWait(after count: UInt8) -> Int64 {
    switch self {
    case .expected, .throttled, .network, .venueDown, .margin: Retry.nanoseconds
    case .permanent: ErrorClass.longestSeconds * Retry.nanoseconds
    case .unexpected:
      min(ErrorClass.longestSeconds, 1 << Int64(min(max(count, 1) - 1, 6)))
        * Retry.nanoseconds
    }
  }

  private static let longestSeconds: Int64 = 60
}
