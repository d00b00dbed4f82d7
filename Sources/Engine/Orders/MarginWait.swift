import Market
import Venue

/// The sides whose opens wait since the account's margin did not carry one: until it changes.
///
/// It changes where the venue tells of another equity or margin, where the position gets smaller, and
/// where an open that stood ends: no clock lets them go on.
struct MarginWait: Sendable {
  struct Wait: Equatable, Sendable {
    var refusal: Refusal
    var since: Instant
  }

  private(set) var sides = PerSide<Wait?>(nil)
  /// When the account is asked for next, while a side waits or a cap on the margin is set.
  var askAt = Instant.distantFuture

  @inline(__always) var isEmpty: Bool { sides.buy == nil && sides.sell == nil }

  /// Returns whether the side did not wait before.
  mutating func begin(_ side: Side, _ refusal: Refusal, at time: Instant) -> Bool {
    guard sides[side] == nil else { return false }
    sides[side] = Wait(refusal: refusal, since: time)
    return true
  }

  mutating func end() { sides = PerSide(nil) }

  func digest(into hash: inout StateHash) {
    hash.add(sides.buy?.since.nanoseconds ?? 0)
    hash.add(sides.sell?.since.nanoseconds ?? 0)
    hash.add(askAt.nanoseconds)
  }
}

extension Engine {
  /// The margin did not carry an open, or no longer does: its side waits.
  mutating func marginRefused(_ order: Order, _ refusal: Refusal) {
    guard order.purpose.isEntry, switches.marginWait.begin(order.side, refusal, at: time) else {
      return
    }
    recoveries.count(.marginRefused)
    switches.marginWait.askAt = min(switches.marginWait.askAt, nextAccountPoll)
    grid.watch.hasGatedRungs = true
    note(
      LogEntry(
        .marginRefused, at: time, side: order.side, price: order.price, quantity: order.remaining,
        order: order.id, refusal: refusal))
  }

  /// The margin changed: the sides that waited for that go on.
  mutating func marginChanged() {
    guard !switches.marginWait.isEmpty else { return }
    switches.marginWait.end()
    agenda.gatesMayOpen = true
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
      switches.marginWait.askAt = .distantFuture
      return
    }
    let isAsked = ask(.account(asked: time), into: &effects)
    switches.marginWait.askAt =
      isAsked ? nextAccountPoll : time.advanced(byNanoseconds: Engine.retryNanoseconds)
  }

  /// A cap on the margin needs the account told often from the start on.
  mutating func beginToWatchMargin() {
    if settings.risk.losses.maximumMarginUse != nil { switches.marginWait.askAt = nextAccountPoll }
  }

  private var nextAccountPoll: Instant {
    time.advanced(byNanoseconds: settings.reconcile.accountNanoseconds)
  }
}
