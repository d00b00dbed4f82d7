import Market
import Venue

/// The stops of one side's lots that are each worth less than the venue's minimum.
///
/// Each lot keeps its own trigger. Lots whose trigger is reached leave together, in one order that
/// takes, once their sum is worth the venue's minimum at the price it is sent at. Its fills go to
/// the lots that it was sent for, oldest first.
struct SideStop: Sendable, Codable {
  /// Who protects the parts that are too small to be stopped alone.
  enum Cover: Equatable, Sendable, Codable {
    /// There are no such parts.
    case unneeded
    /// The engine watches them: together they are worth enough.
    case together
    /// They have been unprotected since then: even together they are worth only `worth`.
    case nobody(worth: Money, since: Instant)

    /// Whether the case is the same, whatever the numbers.
    func isLike(_ other: Cover) -> Bool {
      switch (self, other) {
      case (.unneeded, .unneeded), (.together, .together), (.nobody, .nobody): true
      case (.unneeded, _), (.together, _), (.nobody, _): false
      }
    }
  }

  enum Phase: Sendable, Codable {
    case idle
    /// An order for these lots is live; oldest first.
    case out(ClientOrderID, lots: [PositionID])
  }

  private(set) var cover = Cover.unneeded
  private(set) var phase = Phase.idle
  /// How many orders were sent since there was last nothing to send; refused ones do not count.
  private(set) var tries: UInt8 = 0
  /// When the next order is sent for lots whose stops were triggered before.
  private(set) var tryAt = Instant.distantPast
  /// A lot of the side changed whose stop may be too small.
  private(set) var mustLook = false

  /// The lots that the live order is for; empty if no order is live.
  var lots: [PositionID] {
    if case .out(_, let lots) = phase { lots } else { [] }
  }

  /// A lot of the side changed whose stop may be too small.
  mutating func wantLook() { mustLook = true }

  /// The side is checked. Returns whether that was wanted.
  mutating func takeLook() -> Bool {
    defer { mustLook = false }
    return mustLook
  }

  /// There is none to send.
  mutating func rest() { tries = 0 }

  /// An order was sent for these lots. The next one is sent at `moment` at the earliest.
  mutating func wentOut(_ order: ClientOrderID, for lots: [PositionID], again moment: Instant) {
    phase = .out(order, lots: lots)
    tries = min(tries + 1, 16)
    tryAt = moment
  }

  /// The venue refused the order, so nothing was tried: the next is sent at the same limit.
  mutating func refused() { tries -= min(1, tries) }

  /// The order never became live: the next is sent at the same limit, at `moment` at the earliest.
  mutating func unplaced(until moment: Instant) {
    refused()
    tryAt = moment
  }

  /// The order is no longer live.
  mutating func ended() {
    phase = .idle
    mustLook = true
  }

  /// Records who protects the parts that are too small alone. Returns whether that is news.
  mutating func judge(_ cover: Cover) -> Bool {
    defer { self.cover = cover }
    return !self.cover.isLike(cover)
  }
}
