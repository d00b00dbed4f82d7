import Market
import Venue

// What becomes of an order whose size is not what its rung wants.
extension Engine {
  /// Keeps an order whose size is near enough; else makes it smaller where the venue keeps its
  /// place in the queue, or replaces it.
  mutating func resize(_ rung: Rung, into effects: inout Effects) -> Reason {
    let remaining = orders.live[rung.order].remaining
    guard !orders.live[rung.order].isCancelling, !orders.live[rung.order].isUnknown else {
      return Reason(.openPending, value: remaining.steps)
    }
    let wanted = Quantity(
      steps: max(
        0,
        rung.quantity.steps - orders.live[rung.order].filledBefore.steps
          - orders.live[rung.order].filled.steps))
    if orders.live[rung.order].isAmending || isNear(remaining, wanted) {
      return Reason(.wanted, value: Int64(rung.level))
    }
    if wanted < remaining, mayAmend, mayAmend(rung, to: wanted) {
      amend(rung.order, remaining: wanted, into: &effects)
      return Reason(.wanted, value: Int64(rung.level))
    }
    let reason = Reason(.replaced, value: remaining.steps, limit: wanted.steps)
    cancel(rung.order, to: .replace, because: reason, into: &effects)
    return reason
  }

  /// Whether a size is within the tolerance of the wanted one.
  @inline(__always) private func isNear(_ size: Quantity, _ wanted: Quantity) -> Bool {
    if size == wanted { return true }
    let tolerance = settings.orders.resizeTolerance.hundredths
    let off = abs(size.steps - wanted.steps).multipliedFullWidth(by: 1_000_000)
    let allowed = wanted.steps.multipliedFullWidth(by: tolerance)
    return (off.high, off.low) <= (allowed.high, allowed.low)
  }

  /// Whether an amend may cut an order's size: not under the venue's minimum, and not
  /// where a fill on the way could bring the side over its cap.
  private mutating func mayAmend(_ rung: Rung, to wanted: Quantity) -> Bool {
    guard !wanted.isZero, orders.live[rung.order].isAccepted,
      Money(orders.live[rung.order].price, times: wanted) >= instrument.minimumNotional
    else { return false }
    let side = orders.live[rung.order].side
    let whole = wanted + orders.live[rung.order].filled + orders.live[rung.order].filledBefore
    let left = AskedOpen(side: side, price: orders.live[rung.order].price, quantity: whole)
    guard stopMinimumReading(left).state != .shut else { return false }
    return cap(side).map { worstCase(side) + wanted.steps <= $0 } ?? true
  }

  /// Whether a smaller size may be had by amending: the place in the queue stays, and it is no cancel
  /// and a new order inside, which could fill twice.
  @inline(__always) private var mayAmend: Bool {
    settings.orders.amend && parameters.capabilities.supportsAmend
      && parameters.capabilities.amendKeepsQueueOnDecrease
      && !parameters.capabilities.amendIsCancelReplace
  }
}
