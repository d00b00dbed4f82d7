import Market
import Venue

/// One thing at a price of the ladder: an order, a watched stop, something wanted, or a lot.
public struct LadderItem: Equatable, Sendable {
  /// What it is. A row shows kinds in this order: live orders before wanted ones.
  public enum Kind: UInt8, CaseIterable, Sendable {
    /// A stop at the venue, at its trigger.
    case stop
    /// Any other order that closes a lot.
    case exit
    /// An order that adds exposure.
    case open
    /// A foreign order on the account.
    case foreign
    /// A stop that only the engine watches: no order is live.
    case watchedStop
    /// A rung or an attempt without a live order.
    case wanted
    /// A rung whose lot is open: a hole in the grid.
    case hole
    /// An open lot, at its entry.
    case lot
  }

  /// What it belongs to, for commands and explanations.
  public enum Subject: Hashable, Sendable {
    case order(ClientOrderID, lot: PositionID?)
    case attempt(AttemptID)
    case rung(Side, level: Int, Price, lot: PositionID?)
    case lot(PositionID)
  }

  public var kind: Kind
  public var side: Side
  public var price: Price
  public var state: OrderDisplayState
  public var filled: Quantity
  public var remaining: Quantity
  public var subject: Subject
  /// Why it is in this state; nil if that is not known.
  public var reason: Reason?
  /// When the venue's answer that confirms an order was asked for; nil where it is not confirmed.
  public var confirmedAt: Instant?

  /// The lot that it marks, belongs to or closes; nil if there is none.
  public var lot: PositionID? {
    switch subject {
    case .order(_, let lot), .rung(_, _, _, let lot): lot
    case .lot(let lot): lot
    case .attempt: nil
    }
  }

  /// The target to ask an explanation for.
  public var target: ExplainTarget {
    switch subject {
    case .order(let id, _): .order(id)
    case .attempt(let id): .attempt(id)
    case .rung(let side, _, let price, _): .price(side, price)
    case .lot(let id): .lot(id)
    }
  }
}

extension Snapshot {
  /// Everything that a ladder shows beside the book: orders as they are elsewhere in this snapshot,
  /// then what is wanted, then lots.
  ///
  /// Every frame asks for it, so the list is built in one pass.
  public var ladderItems: [LadderItem] {
    var items: [LadderItem] = []
    items.reserveCapacity(
      legs.count + pendingOpens.count + reconcile.foreign.count + entries.attempts.count
        + 2 * lots.count + 2 * grid.rungs.count)
    items.addLive(of: self)
    items.addWanted(of: self)
    for rung in grid.rungs { items.add(LadderItem(hole: rung)) }
    for lot in lots { items.append(LadderItem(lot)) }
    return items
  }

  /// Puts all items into the rows of the ladder, replacing what was there.
  public mutating func placeOnLadder(_ frame: LadderFrame) {
    for row in ladder.indices where !ladder[row].buys.isEmpty || !ladder[row].sells.isEmpty {
      ladder[row].buys = []
      ladder[row].sells = []
    }
    for item in ladderItems {
      guard let row = frame.row(of: item.price.ticks, item.side), row < ladder.count else {
        continue
      }
      ladder[row].add(item)
    }
  }
}

extension [LadderItem] {
  fileprivate mutating func addLive(of snapshot: borrowing Snapshot) {
    for leg in snapshot.legs where leg.purpose != .flatten { append(LadderItem(leg)) }
    for open in snapshot.pendingOpens { append(LadderItem(open)) }
    for order in snapshot.reconcile.foreign { add(LadderItem(order)) }
  }

  fileprivate mutating func addWanted(of snapshot: borrowing Snapshot) {
    for lot in snapshot.lots { add(LadderItem(watchedOf: lot)) }
    for attempt in snapshot.entries.attempts { add(LadderItem(waiting: attempt)) }
    for rung in snapshot.grid.rungs { add(LadderItem(wanted: rung)) }
  }

  fileprivate mutating func add(_ item: LadderItem?) {
    if let item { append(item) }
  }
}

extension LadderRow {
  fileprivate mutating func add(_ item: LadderItem) {
    switch item.side {
    case .buy: buys.add(item)
    case .sell: sells.add(item)
    }
  }
}

extension [LadderCell] {
  /// Adds an item to the cell of its kind and state. A hole or a lot has a cell of its own, once.
  fileprivate mutating func add(_ item: LadderItem) {
    let mark = item.kind >= .hole ? item.lot : nil
    let place = firstIndex { cell in
      mark != nil ? cell.lot == mark : cell.kind == item.kind && cell.state == item.state
    }
    guard let place else {
      let cell = LadderCell(
        item.kind, state: item.state, filled: item.filled, remaining: item.remaining, lot: mark)
      let next = firstIndex { $0.isToldAfter(cell) } ?? endIndex
      return insert(cell, at: next)
    }
    guard mark == nil else { return }
    self[place].filled += item.filled
    self[place].remaining += item.remaining
    self[place].count += 1
  }
}

extension LadderCell {
  fileprivate func isToldAfter(_ other: LadderCell) -> Bool {
    kind != other.kind ? kind > other.kind : state.urgency < other.state.urgency
  }
}

extension LadderItem.Kind: Comparable {
  public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

extension OrderDisplayState {
  /// Higher states are more important for the operator to see first.
  fileprivate var urgency: Int {
    switch self {
    case .unknown: 6
    case .cancelling: 5
    case .inFlight: 4
    case .foreign: 3
    case .working: 2
    case .confirmed: 1
    case .planned: 0
    }
  }
}
