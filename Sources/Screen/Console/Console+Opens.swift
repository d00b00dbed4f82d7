import Engine
import Market
import Venue

extension Console {
  // MARK: Moving

  /// Picks up the entry order under the cursor. The second press asks about moving it to the price
  /// under the cursor.
  mutating func moveOrder(_ snapshot: Snapshot) -> [ConsoleRequest] {
    guard let carried = view.carried else { return takeUp(snapshot) }
    guard let open = snapshot.pendingOpens.first(where: { $0.id == carried }) else {
      view.carried = nil
      return refused("the order you were moving has ended")
    }
    guard let price = view.ladder.price(for: open.side, in: snapshot) else {
      return refused("no price is selected yet")
    }
    guard price != open.price, view.ladder.cursor != open.price else {
      return refused("it is already there: move the cursor to the new price")
    }
    if let problem = manualProblem(open.side, price, snapshot) { return refused(problem) }
    view.carried = nil
    return ask(.moveOrder(carried, price))
  }

  private mutating func takeUp(_ snapshot: Snapshot) -> [ConsoleRequest] {
    guard let open = selectedOpen(in: snapshot) else {
      return refused(noOpen(snapshot) + "; exits move with their lot")
    }
    guard open.state != .foreign else { return refused("that order was not placed by Rung") }
    guard open.state != .cancelling else { return refused("that order is being cancelled") }
    view.carried = open.id
    focus(.ladder)
    view.ladder.select(open.price, open.side, centre: LadderState.centre(of: snapshot))
    return []
  }

  mutating func reprice(_ snapshot: Snapshot) -> [ConsoleRequest] {
    if let problem = marketProblem(snapshot.market) { return refused(problem) }
    return ask(.reprice)
  }

  // MARK: Positions

  mutating func flattenAccount(_ snapshot: Snapshot) -> [ConsoleRequest] {
    switch snapshot.control.flatten {
    case .clearing, .reducing: return refused("a flatten is already running")
    case .idle, .done, .stuck: break
    }
    guard !snapshot.account.position.isFlat || !snapshot.pendingOpens.isEmpty else {
      return refused("nothing to flatten: no position and no orders")
    }
    return ask(.flattenAccount)
  }

  /// Asks about completing the side that has less open than the other.
  mutating func completeSide(_ snapshot: Snapshot) -> [ConsoleRequest] {
    guard !snapshot.entries.isCompleting else {
      return refused("a side is already being completed")
    }
    if let problem = marketProblem(snapshot.market) { return refused(problem) }
    let sums = Side.allCases.map { side in
      snapshot.lots.lazy.filter { $0.side == side }.reduce(Int64(0)) { $0 &+ $1.open.steps }
    }
    guard sums[0] != sums[1] else {
      return refused("nothing to complete: both sides have the same size open")
    }
    return ask(.completeSide(sums[0] < sums[1] ? Side.allCases[0] : Side.allCases[1]))
  }
}
