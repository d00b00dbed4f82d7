import Market
import Venue

// A cancel-all: it ends only when nothing in its scope is live here, and the venue's own list, asked
// for after that, shows none of ours either.
extension Engine {
  /// Cancels whatever in the scope of a running cancel-all has no cancel on its way, late accepts
  /// included, until nothing is left there and the venue shows none.
  mutating func keepFence(into effects: inout Effects) {
    if control.mustPull {
      control.mustPull = false
      cancelOpens(because: Reason(.frozen), into: &effects)
      markRungs(Reason(.frozen))
    }
    guard let scope = control.fence else {
      agenda.isUnderCommand = false
      return
    }
    cancelAll(because: Reason(.operatorAsked), into: &effects) { scope.reaches($0) }
    guard !hasLive(in: scope) else {
      control.fenceAskedAt = nil
      return
    }
    agenda.isUnderCommand = false
    if let asked = control.fenceAskedAt, time < Engine.fenceRetry(after: asked) { return }
    control.fenceAskedAt = time
    effects.inquiries.append(.openOrders)
    agenda.wake(at: Engine.fenceRetry(after: time))
  }

  /// The venue's list came: the cancel-all is done where it shows nothing of ours in scope; else what
  /// it shows is cancelled and asked for again.
  mutating func checkFence(_ listed: [VenueOrder], into effects: inout Effects) {
    guard let scope = control.fence, control.fenceAskedAt != nil, !hasLive(in: scope) else {
      return
    }
    let strays = listed.filter { order in
      order.id.tag == tag && !order.id.isForeign
        && scope.reaches(order.id.purpose ?? .ladder, order.side)
    }
    for stray in strays where registry.index(of: stray.id) == nil {
      recoveries.count(.strayCancelled)
      effects.requests.append(.cancel(stray.id))
    }
    guard strays.isEmpty else { return }
    control.fence = nil
    control.fenceAskedAt = nil
    agenda.isUnderCommand = false
    note(LogEntry(.cancelAllDone, at: time))
    guard control.isFrozen else { return }
    control.frozenBecause = Reason(.frozen)
    markRungs(Reason(.frozen))
  }

  @inline(__always) private func hasLive(in scope: CancelScope) -> Bool {
    registry.orders.contains { $0.id != .vacant && scope.reaches($0) }
  }

  private static func fenceRetry(after moment: Instant) -> Instant {
    moment.advanced(byNanoseconds: Engine.retryNanoseconds)
  }
}

extension CancelScope {
  /// Whether an order is in the scope.
  func reaches(_ order: Order) -> Bool { reaches(order.purpose, order.side) }

  /// Whether an order of a purpose and a side is in the scope.
  func reaches(_ purpose: Purpose, _ side: Side) -> Bool {
    switch self {
    case .opens: purpose.isOpen
    case .side(let own): purpose.isOpen && side == own
    case .legs: purpose.isExit
    }
  }
}
