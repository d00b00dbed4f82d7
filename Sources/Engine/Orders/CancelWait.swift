import Market
import Venue

/// How long the next cancel of an order waits, after cancels of it that the venue refused or did not
/// answer.
struct CancelWait: Sendable, Codable {
  /// None is asked for before this moment.
  private(set) var until = Instant.distantPast
  /// How often in a row the venue knew nothing to cancel.
  private var unknownInARow: UInt8 = 0

  /// The venue refused one, or did not answer.
  mutating func begin(at time: Instant, nanoseconds: Int64) {
    until = time.advanced(byNanoseconds: nanoseconds)
    unknownInARow = 0
  }

  /// The venue knows no such order, or none that stands: one second, two, four, up to sixteen. Whether it
  /// stands is being asked; until that is answered more cancels would only take the room from the question.
  mutating func beginAsUnknown(at time: Instant) {
    until = time.advanced(byNanoseconds: Retry.nanoseconds << Int64(unknownInARow))
    unknownInARow = min(unknownInARow + 1, CancelWait.mostDoublings)
  }

  /// The venue says that it stands. Returns whether a wait longer than the first ends with that.
  mutating func endAsUnknown() -> Bool {
    defer { unknownInARow = 0 }
    guard unknownInARow > 1 else { return false }
    until = .distantPast
    return true
  }

  private static let mostDoublings: UInt8 = 4
}
