import Market
import Venue

/// Who protects how much of a lot, in steps.
struct Coverage: Equatable, Sendable {
  /// By a stop that the venue holds.
  var venue: Int64 = 0
  /// By a stop that the engine watches and would send.
  var watched: Int64 = 0
  /// Unprotected.
  var naked: Int64 = 0
  /// The unprotected part that is worth too little for the venue, even together with the other
  /// small parts of its side.
  var tooSmall: Int64 = 0
}
