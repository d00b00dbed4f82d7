import Engine
import Market

/// Whether entries may be sent, for each side, if no switch stops them.
enum OpensText {
  /// The header's text: what blocks the market for entries, or the state of each side that is not
  /// paused. It is nil if no side of the grid's direction is left.
  static func words(_ snapshot: Snapshot, _ figures: Figures) -> SwitchText.Switch? {
    if let block = snapshot.grid.block {
      return (
        ["NO ENTRIES: \(block.sentence(figures))", "NO ENTRIES: \(block.code.name)"], .headerWarning
      )
    }
    let control = snapshot.control
    let sides = Side.allCases.filter { side in
      snapshot.grid.direction.allows(side)
        && !(side == .buy ? control.isPausedBuy : control.isPausedSell)
    }
    guard !sides.isEmpty else { return nil }
    let held = sides.map { hold($0, snapshot) }
    guard held.contains(where: { $0 != nil }) else {
      return (
        sides.count == 2
          ? ["entries allowed on both sides", "entries allowed"]
          : ["only \(sides[0].plural) allowed"],
        .headerOk
      )
    }
    let parts = zip(sides, held).map { side, hold in
      hold.map { "no \(side.plural): \($0)" } ?? "\(side.plural) allowed"
    }
    let short = zip(sides, held).map { $1 == nil ? "\($0.plural) allowed" : "no \($0.plural)" }
    return (
      [parts.joined(separator: "  "), short.joined(separator: "  ")],
      held.contains { $0 == nil } ? .headerOk : .headerWarning
    )
  }

  /// Why a side has no entry order and gets none now; nil if it has or may have one.
  static func hold(_ side: Side, _ snapshot: Snapshot) -> String? {
    if snapshot.entries.mode == .cycle { return snapshot.entries.idle(side)?.code.name }
    let rungs = snapshot.grid.rungs.filter { $0.side == side }
    let codes = rungs.map {
      $0.state == .planned && $0.reason.code != .wanted ? $0.reason.code : nil
    }
    guard let first = codes.first ?? nil, codes.allSatisfy({ $0 != nil }) else { return nil }
    return codes.allSatisfy { $0 == first } ? first.name : "\(first.name) and others"
  }
}

extension Side {
  /// The name of the side's entries.
  var plural: String { self == .buy ? "buys" : "sells" }
}

extension GridSettings.Direction {
  /// Whether the grid opens lots on a side.
  func allows(_ side: Side) -> Bool {
    switch self {
    case .neutral: true
    case .long: side == .buy
    case .short: side == .sell
    }
  }
}
