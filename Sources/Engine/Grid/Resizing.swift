import Market
import Venue

// What happens to an order whose size is not what its rung wants.
extension Engine {
  /// Keeps a rung's order, makes it smaller if the venue keeps its queue position, replaces it, or
  /// cancels it.
  mutating func resize(
    _ side: Side, _ place: Int, _ index: Int32, into effects: inout Effects
  ) {
    let rung = grid.ladder.rungs[side][place]
    let facts = orderFacts(side, index)
    var reason = Reason(.wanted, value: Int64(rung.level))
    switch rung.sizing(facts) {
    case .ends(let why):
      reason = why
      cancel(index, because: reason, into: &effects)
    case .waits: reason = Reason(.openPending, value: facts.remaining.steps)
    case .fits: break
    case .shrinks(let wanted) where mayAmend && mayAmend(index, to: wanted):
      amend(index, remaining: wanted, into: &effects)
    case .shrinks(let wanted), .grows(let wanted):
      reason = Reason(.replaced, value: facts.remaining.steps, limit: wanted.steps)
      cancel(index, to: .replace, because: reason, into: &effects)
    }
    grid.ladder[side, place].tell(reason)
  }

  private mutating func orderFacts(_ side: Side, _ index: Int32) -> RungOrderFacts {
    RungOrderFacts(
      remaining: orders.live[index].remaining,
      filled: orders.live[index].filledBefore + orders.live[index].filled,
      isInDoubt: orders.live[index].isCancelling || orders.live[index].isUnknown,
      isAmending: orders.live[index].isAmending,
      unwanted: grid.skew.limit(side, books.ledger.position) ?? outgrownStop(side, index),
      tolerance: settings.orders.resizeTolerance)
  }

  /// Whether an amend may cut an order's size: not below the venue's minimum, and not if a fill in
  /// flight could bring the side over its cap.
  private mutating func mayAmend(_ index: Int32, to wanted: Quantity) -> Bool {
    guard !wanted.isZero, orders.live[index].isAccepted,
      Money(orders.live[index].price, times: wanted) >= instrument.minimumNotional
    else { return false }
    let side = orders.live[index].side
    let whole = wanted + orders.live[index].filled + orders.live[index].filledBefore
    let left = AskedOpen(side: side, price: orders.live[index].price, quantity: whole)
    guard stopMinimumReading(left).state != .shut else { return false }
    return cap(side).map { worstCase(side) + wanted.steps <= $0 } ?? true
  }

  /// Whether a size may be reduced by an amend: the queue position must be kept, and the amend must
  /// not be a cancel and a new order inside, which could fill twice.
  @inline(__always) private var mayAmend: Bool {
    settings.orders.amend && parameters.capabilities.supportsAmend
      && parameters.capabilities.amendKeepsQueueOnDecrease
      && !parameters.capabilities.amendIsCancelReplace
  }
}
