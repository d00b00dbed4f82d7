import Market
import Venue

extension Engine {
  /// The rows of a frame, highest price first, each summing up a band of prices.
  func ladderRows(_ frame: LadderFrame) -> [LadderRow] {
    let step = frame.ticksPerRow
    var rows = (0..<frame.rows).map { LadderRow(ticks: frame.topTicks - Int64($0) * step) }
    func row(of price: Price) -> Int? {
      let label = price.ticks / step * step
      let place = (frame.topTicks - label) / step
      return label <= frame.topTicks && place < Int64(rows.count) ? Int(place) : nil
    }
    fillDepth(&rows, step: step)
    for order in registry.orders where order.id != .vacant && order.purpose != .flatten {
      guard let place = row(of: order.trigger ?? order.price) else { continue }
      rows[place].add(
        order.side,
        LadderCell(
          state: order.displayState, filled: order.filled, remaining: order.remaining, count: 1,
          hasExit: order.purpose.isExit, hasStop: order.purpose == .stopLoss))
    }
    for index in lots.inOrder {
      let watched = coverage(of: index).watched
      guard watched > 0, let stop = lots[index].stopPrice, let place = row(of: stop) else {
        continue
      }
      rows[place].add(
        lots[index].side.opposite,
        LadderCell(
          state: .planned, filled: .zero, remaining: Quantity(steps: watched), count: 1,
          hasExit: true, hasStop: true))
    }
    for attempt in attempts.live where attempt.order < 0 {
      guard let place = row(of: attempt.price) else { continue }
      rows[place].add(
        attempt.side,
        LadderCell(
          state: .planned, filled: attempt.filled, remaining: attempt.left, count: 1,
          hasExit: false))
    }
    for side in Side.allCases {
      for rung in ladder.rungs[side] where rung.order < 0 {
        guard let place = row(of: rung.price), rung.reason.code != .outsideBounds,
          rung.reason.code != .lotOpen
        else { continue }
        rows[place].add(
          side,
          LadderCell(
            state: .planned, filled: .zero, remaining: rung.quantity, count: 1, hasExit: false))
      }
    }
    return rows
  }

  private func fillDepth(_ rows: inout [LadderRow], step: Int64) {
    guard let top = rows.first, let bottom = rows.last else { return }
    let high = top.ticks + step - 1
    book.bids.visit(from: max(1, bottom.ticks), through: high) { ticks, steps in
      rows[Int((top.ticks - ticks / step * step) / step)].bid += Quantity(steps: steps)
    }
    book.asks.visit(from: max(1, bottom.ticks), through: high) { ticks, steps in
      rows[Int((top.ticks - ticks / step * step) / step)].ask += Quantity(steps: steps)
    }
  }
}

extension LadderRow {
  /// Sums another order or planned rung into this row.
  mutating func add(_ side: Side, _ cell: LadderCell) {
    switch side {
    case .buy: buys = buys.map { $0.joined(with: cell) } ?? cell
    case .sell: sells = sells.map { $0.joined(with: cell) } ?? cell
    }
  }
}

extension LadderCell {
  /// Both in one: the sum, and the state an operator must know of first.
  func joined(with other: LadderCell) -> LadderCell {
    LadderCell(
      state: state.urgency >= other.state.urgency ? state : other.state,
      filled: filled + other.filled, remaining: remaining + other.remaining,
      count: count + other.count, hasExit: hasExit || other.hasExit,
      hasStop: hasStop || other.hasStop)
  }
}

extension OrderDisplayState {
  /// Which of two states a shared row shows.
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
