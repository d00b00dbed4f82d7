import Market
import Venue

/// Who protects how much of a lot, in steps.
struct Coverage: Equatable, Sendable {
  /// A stop that the venue holds.
  var venue: Int64 = 0
  /// The engine watches and would send a stop.
  var watched: Int64 = 0
  /// Nobody.
  var naked: Int64 = 0
  /// Of that, what the venue would not take, since it is worth too little, alone and together with
  /// what else of its side is too small.
  var tooSmall: Int64 = 0
}
