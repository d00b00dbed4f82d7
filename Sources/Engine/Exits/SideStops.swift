import Market
import Venue

/// The stops of one side's lots that are each worth less than the venue takes.
///
/// Each lot keeps its own trigger. Those whose trigger is reached leave together, as one order that
/// takes, once their sum is worth the venue's minimum at the price it is sent at. Its fills go to the
/// lots it was sent for, oldest first.
struct SideStop: Sendable, Codable {
  /// Who protects what is too small to be stopped alone.
  enum Cover: Equatable, Sendable, Codable {
    /// There is nothing so small.
    case unneeded
    /// The engine watches it: together it is worth enough.
    case together
    /// Nobody, since a moment: even together it is worth only so much.
    case nobody(worth: Money, since: Instant)

    /// Whether the same holds, whatever the numbers.
    func isLike(_ other: Cover) -> Bool {
      switch (self, other) {
      case (.unneeded, .unneeded), (.together, .together), (.nobody, .nobody): true
      case (.unneeded, _), (.together, _), (.nobody, _): false
      }
    }
  }

  enum Phase: Sendable, Codable {
    case idle
    /// An order is out for these lots, oldest first.
    case out(ClientOrderID, lots: [PositionID])
  }

  var cover = Cover.unneeded
  var phase = Phase.idle
  /// How often an order went out since there was none to send.
  var tries: UInt8 = 0
  /// When the next goes out for lots whose stops went off before.
  var tryAt = Instant.distantPast
  /// A lot of the side changed whose stop may be too small.
  var mustLook = false

  /// The lots that the order is out for; none where none is out.
  var lots: [PositionID] {
    if case .out(_, let lots) = phase { lots } else { [] }
  }
}
