import Market
import Venue

extension Engine {
  /// The margin did not carry an open, or no longer does: its side waits.
  mutating func marginRefused(_ order: Order, _ refusal: Refusal) {
    guard order.purpose.isEntry,
      switches.marginWait.begin(order.side, refusal, at: time, askBy: nextAccountPoll)
    else { return }
    recoveries.count(.marginRefused)
    grid.watch.awaitGates()
    note(
      LogEntry(
        .marginRefused, at: time, side: order.side, price: order.price, quantity: order.remaining,
        order: order.id, refusal: refusal))
  }

  /// The margin changed: the sides that waited for that go on.
  mutating func marginChanged() {
    guard !switches.marginWait.isEmpty else { return }
    switches.marginWait.end()
    changes.nameGatedRungs()
    note(LogEntry(.marginChanged, at: time))
  }

  /// How the margin stands for an open, by what the venue said to others of its side.
  @inline(__always) func carriedReading(_ side: Side) -> GateReading {
    guard let wait = switches.marginWait.sides[side] else {
      return GateReading(.carried, isOpen: true, Reason(.marginRefused))
    }
    return GateReading(
      .carried, isOpen: false,
      Reason(
        .marginRefused, value: Int64(wait.refusal.rawValue),
        limit: time.nanoseconds(since: wait.since)))
  }

  /// Asks for the account while that may open or shut a gate.
  mutating func watchMargin(into effects: inout Effects) {
    guard time >= switches.marginWait.askAt else { return }
    guard !switches.marginWait.isEmpty || settings.risk.losses.maximumMarginUse != nil else {
      return switches.marginWait.ask(next: .distantFuture)
    }
    let isAsked = ask(.account(asked: time), into: &effects)
    switches.marginWait.ask(
      next: isAsked ? nextAccountPoll : time.advanced(byNanoseconds: Retry.nanoseconds))
  }

  /// A cap on the margin needs the account told often from the start on.
  mutating func beginToWatchMargin() {
    if settings.risk.losses.maximumMarginUse != nil {
      switches.marginWait.ask(next: nextAccountPoll)
    }
  }

  private var nextAccountPoll: Instant {
    time.advanced(byNanoseconds: settings.reconcile.accountNanoseconds)
  }
}
