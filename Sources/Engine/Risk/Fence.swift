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
      cancelOpens(because: control.frozenBecause, into: &effects)
      markRungs(control.frozenBecause)
    }
    guard !control.fences.isEmpty else {
      agenda.isUnderCommand = false
      return
    }
    let scopes = control.fences
    cancelAll(because: Reason(.operatorAsked), into: &effects) { order in
      scopes.contains { $0.reaches(order) }
    }
    guard scopes.contains(where: { !hasLive(in: $0) }) else {
      control.fenceAskedAt = nil
      return
    }
    agenda.isUnderCommand = false
    if let asked = control.fenceAskedAt, time < Engine.fenceRetry(after: asked) { return }
    control.fenceAskedAt = time
    effects.inquiries.append(.openOrders)
    agenda.wake(at: Engine.fenceRetry(after: time))
  }

  /// The venue's list came: a cancel-all is done where it shows nothing of ours in scope; else what
  /// it shows is cancelled and asked for again.
  mutating func checkFence(_ listed: [VenueOrder], into effects: inout Effects) {
    guard !control.fences.isEmpty, control.fenceAskedAt != nil else { return }
    let cleared = control.fences.filter { !hasLive(in: $0) }
    let ours = listed.filter { $0.id.tag == tag && !$0.id.isForeign }
    for stray in ours
    where registry.index(of: stray.id) == nil && cleared.contains(where: { $0.reaches(stray) }) {
      recoveries.count(.strayCancelled)
      effects.requests.append(.cancel(stray.id))
    }
    let done = cleared.filter { scope in !ours.contains { scope.reaches($0) } }
    guard !done.isEmpty else { return }
    control.endFences { done.contains($0) }
    if !control.fences.isEmpty { agenda.isUnderCommand = true }
    for _ in done { note(LogEntry(.cancelAllDone, at: time)) }
    guard control.isFrozen, control.fences.allSatisfy(\.isOfOneSide) else { return }
    control.settleCancelAll()
    markRungs(control.frozenBecause)
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

  /// Whether an order that the venue lists is in the scope.
  func reaches(_ order: VenueOrder) -> Bool {
    reaches(order.id.purpose ?? .ladder, order.side)
  }

  /// Whether it is a side's, and latches that side's pause instead of a freeze.
  var isOfOneSide: Bool {
    switch self {
    case .side: true
    case .opens, .legs: false
    }
  }

  /// Whether an order of a purpose and a side is in the scope.
  func reaches(_ purpose: Purpose, _ side: Side) -> Bool {
    switch self {
    case .opens: purpose.isOpen
    case .side(let own): purpose.isOpen && side == own
    case .legs: purpose.isExit
    }
  }
}
