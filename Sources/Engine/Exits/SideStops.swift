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

  private(set) var cover = Cover.unneeded
  private(set) var phase = Phase.idle
  /// How often an order went out since there was none to send.
  private(set) var tries: UInt8 = 0
  /// When the next goes out for lots whose stops went off before.
  private(set) var tryAt = Instant.distantPast
  /// A lot of the side changed whose stop may be too small.
  private(set) var mustLook = false

  /// The lots that the order is out for; none where none is out.
  var lots: [PositionID] {
    if case .out(_, let lots) = phase { lots } else { [] }
  }

  /// A lot of the side changed whose stop may be too small.
  mutating func wantLook() { mustLook = true }

  /// They are looked at. Returns whether that was wanted.
  mutating func takeLook() -> Bool {
    defer { mustLook = false }
    return mustLook
  }

  /// There is none to send.
  mutating func rest() { tries = 0 }

  /// An order went out for these lots, the next one no sooner than a moment.
  mutating func wentOut(_ order: ClientOrderID, for lots: [PositionID], again moment: Instant) {
    phase = .out(order, lots: lots)
    tries = min(tries + 1, 16)
    tryAt = moment
  }

  /// The venue refused the order, so it tried nothing: the next goes to the same limit.
  mutating func refused() { tries -= min(1, tries) }

  /// The order never came to stand: the next goes to the same limit, no sooner than a moment.
  mutating func unplaced(until moment: Instant) {
    refused()
    tryAt = moment
  }

  /// The order is out no more.
  mutating func ended() {
    phase = .idle
    mustLook = true
  }

  /// Takes in who protects what is too small alone. Returns whether that is news.
  mutating func judge(_ cover: Cover) -> Bool {
    defer { self.cover = cover }
    return !self.cover.isLike(cover)
  }
}
