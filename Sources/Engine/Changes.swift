import Market
import Venue

/// The lots and rungs that an input changed. Code that learns or does something names here what
/// must be checked, and the fold checks each before the input is concluded. What can't be planned
/// now stays named.
struct Changes: Sendable, Codable {
  /// Which rungs must be checked; each case includes the cases before it.
  enum Rungs: UInt8, Comparable, Sendable, Codable {
    case named
    /// Those that a gate holds back, since it may have opened.
    case gated
    case all

    static func < (one: Rungs, other: Rungs) -> Bool { one.rawValue < other.rawValue }
  }

  /// Whether the ladder stays where it is.
  enum Ladder: UInt8, Comparable, Sendable, Codable {
    case stays
    /// The volatility has changed, so the spacing must too.
    case respaced
    case rebuilt

    static func < (one: Ladder, other: Ladder) -> Bool { one.rawValue < other.rawValue }
  }

  /// Lots whose protection must be checked.
  var lots = LotTurns()
  /// Rungs by their slots, in the order of naming.
  private(set) var slots: [SlotKey] = []
  private(set) var rungs = Rungs.named
  private(set) var ladder = Ladder.stays

  init() {
    slots.reserveCapacity(64)
  }

  var isEmpty: Bool { lots.isEmpty && !concernEntries && ladder == .stays }

  /// Whether a wanted entry may now be sent, or is wanted at another price.
  var concernEntries: Bool { !slots.isEmpty || rungs > .named || ladder == .rebuilt }
}

// The ways in.
extension Changes {
  mutating func name(_ side: Side, _ slot: Price) { slots.append(SlotKey(side, slot)) }

  /// Drops a slot from this input: nothing happens there.
  mutating func forget(_ side: Side, _ slot: Price) {
    slots.removeAll { $0 == SlotKey(side, slot) }
  }

  /// A gate may have opened.
  mutating func nameGatedRungs() { rungs = max(rungs, .gated) }

  mutating func nameAllRungs() { rungs = .all }

  mutating func respaceLadder() { ladder = max(ladder, .respaced) }

  mutating func rebuildLadder() { ladder = .rebuilt }

  /// The plan was made. If it can't be made, all rungs, or the ladder, stay to be checked.
  mutating func concluded(isPlanned: Bool) {
    slots.removeAll(keepingCapacity: true)
    if isPlanned || rungs == .gated { rungs = .named }
    if isPlanned { ladder = .stays }
  }
}
