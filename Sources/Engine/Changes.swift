import Market
import Venue

/// What an input changed of lots and rungs: whoever learns or does something names here which of them
/// must be looked at, and the fold looks at each before the input is concluded. What can't be planned
/// now stays named.
struct Changes: Sendable, Codable {
  /// Which rungs must be looked at; each case has those of the cases before it as well.
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
    /// The market swings differently, so the spacing must change.
    case respaced
    case rebuilt

    static func < (one: Ladder, other: Ladder) -> Bool { one.rawValue < other.rawValue }
  }

  /// Lots whose cover must be looked at.
  var lots = LotTurns()
  /// Rungs by their slots, as they were named.
  private(set) var slots: [SlotKey] = []
  private(set) var rungs = Rungs.named
  private(set) var ladder = Ladder.stays

  init() {
    slots.reserveCapacity(64)
  }

  var isEmpty: Bool { lots.isEmpty && !concernEntries && ladder == .stays }

  /// Whether an entry that is wanted may go now, or is to go elsewhere.
  var concernEntries: Bool { !slots.isEmpty || rungs > .named || ladder == .rebuilt }
}

// The ways in.
extension Changes {
  mutating func name(_ side: Side, _ slot: Price) { slots.append(SlotKey(side, slot)) }

  /// Nothing happens at a slot within this input.
  mutating func forget(_ side: Side, _ slot: Price) {
    slots.removeAll { $0 == SlotKey(side, slot) }
  }

  /// A gate may have opened.
  mutating func nameGatedRungs() { rungs = max(rungs, .gated) }

  mutating func nameAllRungs() { rungs = .all }

  mutating func respaceLadder() { ladder = max(ladder, .respaced) }

  mutating func rebuildLadder() { ladder = .rebuilt }

  /// The plan was made, or can't be: then all rungs, or the ladder, are still to be looked at.
  mutating func concluded(isPlanned: Bool) {
    slots.removeAll(keepingCapacity: true)
    if isPlanned || rungs == .gated { rungs = .named }
    if isPlanned { ladder = .stays }
  }
}
