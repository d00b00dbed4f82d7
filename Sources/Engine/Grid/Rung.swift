import Market

/// One rung of the wanted ladder.
struct Rung: Sendable, Codable {
  let price: Price
  let quantity: Quantity
  let level: Int32
  /// Index of its live order.
  private(set) var order: Int32?
  /// How often in a row the venue refused it for a reason that nobody expected.
  private(set) var refusals: UInt8 = 0
  /// It filled, and comes back only when the ladder moves: the re-arming that is set says so.
  private(set) var awaitsReplan = false
  /// The gate that kept it empty when it was looked at last.
  private(set) var shut: Gate?
  /// What is told of how it is.
  private(set) var reason: Reason
  /// What its next order waits for, whatever else holds it meanwhile.
  private(set) var wait = RungWait.nothing
  /// What the order that is being replaced had filled.
  private(set) var remainder: Remainder?

  init(price: Price, quantity: Quantity, level: Int32) {
    self.price = price
    self.quantity = quantity
    self.level = level
    reason = Reason(.wanted, value: Int64(level))
  }

  /// What a replaced order had filled, and the lot that this is in: the next order is for that much
  /// less, and goes on filling it.
  struct Remainder: Equatable, Sendable, Codable {
    let filled: Quantity
    let lot: PositionID
  }

  @inline(__always) var filledBefore: Quantity { remainder?.filled ?? .zero }

  /// What its next order is for.
  @inline(__always) var due: Quantity {
    Quantity(steps: max(0, quantity.steps - filledBefore.steps))
  }
}

// What happens to a rung.
extension Rung {
  /// What is told of its order.
  @inline(__always) mutating func tell(_ reason: Reason) { self.reason = reason }

  /// It stays without an order, since a gate is shut.
  @inline(__always) mutating func stayEmpty(_ gate: Gate?, because reason: Reason) {
    shut = gate
    self.reason = reason
  }

  /// An order was sent for it, or one that stands is kept for it.
  @inline(__always) mutating func take(_ order: Int32, because reason: Reason? = nil) {
    self.order = order
    if let reason { self.reason = reason }
  }

  /// The next ladder has this rung too, and the order that stands at its price.
  @inline(__always) mutating func take(_ order: Int32, from old: Rung) {
    self.order = order
    wait = old.wait
    refusals = old.refusals
  }

  /// The next ladder has this rung too, and it has no order: a gate that stays shut is told of once,
  /// not with every plan. What it waited for is over where it is not held by that any more.
  @inline(__always) mutating func stayEmpty(like old: Rung, isHeld: Bool) {
    stayEmpty(old.shut, because: old.reason)
    remainder = old.remainder
    awaitsReplan = old.awaitsReplan
    refusals = old.refusals
    if isHeld { wait = old.wait }
  }

  /// Its order has ended.
  mutating func vacate(remainder: Remainder?, awaitsReplan: Bool, because reason: Reason) {
    order = nil
    self.remainder = remainder
    if awaitsReplan { self.awaitsReplan = true }
    stayEmpty(nil, because: reason)
  }

  /// The venue accepted an order of it: refusals are no longer in a row.
  mutating func accepted() { refusals = 0 }

  /// The ladder moves: a rung that filled comes back.
  mutating func rearm() { awaitsReplan = false }

  /// Its order was refused, or never got there; nobody expected that. Returns whether it was refused
  /// so before.
  mutating func countRefusal() -> Bool {
    defer { refusals = min(refusals + 1, 7) }
    return refusals > 0
  }

  /// Its next order waits. What the operator cancelled stays so until the operator asks for it,
  /// whatever the venue still says to the order.
  mutating func wait(for next: RungWait) {
    if wait != .operatorCancelled { wait = next }
    stayEmpty(nil, because: wait.reason)
  }

  /// The operator asks again for what was cancelled.
  mutating func forgetCancel() {
    if wait == .operatorCancelled { wait = .nothing }
  }

  /// The order that goes on with what a replaced one had filled is out.
  mutating func resumed() { remainder = nil }

  /// There is nothing to go on with: it is a rung like any other, or waits for the ladder to move.
  mutating func startOver(awaitsReplan: Bool) {
    remainder = nil
    if awaitsReplan { self.awaitsReplan = true }
  }
}
