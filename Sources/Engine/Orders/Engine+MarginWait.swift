import Market
import Venue

extension Engine {
  /// The margin was not enough for an entry, or no longer is: entries of its side wait.
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

  /// The margin changed: sides that waited for it may send entries again.
  mutating func marginChanged() {
    guard !switches.marginWait.isEmpty else { return }
    switches.marginWait.end()
    changes.nameGatedRungs()
    note(LogEntry(.marginChanged, at: time))
  }

  /// The margin gate's reading for a side, from the venue's refusals of other entries of that side.
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

  /// Asks for the account as long as the answer may open or shut a gate.
  mutating func watchMargin(into effects: inout Effects) {
    guard time >= switches.marginWait.askAt else { return }
    guard !switches.marginWait.isEmpty || settings.risk.losses.maximumMarginUse != nil else {
      return switches.marginWait.ask(next: .distantFuture)
    }
    let isAsked = ask(.account(asked: time), into: &effects)
    switches.marginWait.ask(
      next: isAsked ? nextAccountPoll : time.advanced(byNanoseconds: Retry.nanoseconds))
  }

  /// If the margin has a cap, the account is asked for regularly from the start.
  mutating func beginToWatchMargin() {
    if settings.risk.losses.maximumMarginUse != nil {
      switches.marginWait.ask(next: nextAccountPoll)
    }
  }

  private var nextAccountPoll: Instant {
    time.advanced(byNanoseconds: settings.reconcile.accountNanoseconds)
  }
}
