import Market

/// One rung of the wanted ladder.
struct Rung: Sendable, Codable {
  let price: Price
  let quantity: Quantity
  let level: Int32
  /// Index of its live order.
  private(set) var order: Int32?
  /// How often in a row the venue refused it for an unexpected reason; 7 at most.
  private(set) var refusals: UInt8 = 0
  /// It filled, and returns only when the ladder moves, because `rearm` is set so.
  private(set) var awaitsReplan = false
  /// The gate that kept it empty at the last check.
  private(set) var shut: Gate?
  /// What is reported of its state.
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

  /// What a replaced order had filled, and the lot that holds this. The next order is smaller by
  /// that amount, and fills into the same lot.
  struct Remainder: Equatable, Sendable, Codable {
    let filled: Quantity
    let lot: PositionID
  }

  @inline(__always) var filledBefore: Quantity { remainder?.filled ?? .zero }

  /// The size of its next order.
  @inline(__always) var due: Quantity {
    Quantity(steps: max(0, quantity.steps - filledBefore.steps))
  }
}

// What happens to a rung.
extension Rung {
  /// Sets what is reported of its order.
  @inline(__always) mutating func tell(_ reason: Reason) { self.reason = reason }

  /// It stays without an order because a gate is shut.
  @inline(__always) mutating func stayEmpty(_ gate: Gate?, because reason: Reason) {
    shut = gate
    self.reason = reason
  }

  /// An order was sent for it, or a live one is kept for it.
  @inline(__always) mutating func take(_ order: Int32, because reason: Reason? = nil) {
    self.order = order
    if let reason { self.reason = reason }
  }

  /// The next ladder has this rung too, with the live order at its price.
  @inline(__always) mutating func take(_ order: Int32, from old: Rung) {
    self.order = order
    wait = old.wait
    refusals = old.refusals
  }

  /// The next ladder has this rung too, and it has no order. A gate that stays shut is reported
  /// once, not with every plan. A wait that no longer holds the rung is over.
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

  /// The venue accepted one of its orders: refusals are no longer in a row.
  mutating func accepted() { refusals = 0 }

  /// The ladder moves: a rung that filled is re-armed.
  mutating func rearm() { awaitsReplan = false }

  /// Its order was refused unexpectedly, or never arrived. Returns whether that has happened
  /// before.
  mutating func countRefusal() -> Bool {
    defer { refusals = min(refusals + 1, 7) }
    return refusals > 0
  }

  /// Its next order waits. A rung that the operator cancelled waits until the operator asks for it,
  /// whatever the venue still reports of the order.
  mutating func wait(for next: RungWait) {
    if wait != .operatorCancelled { wait = next }
    stayEmpty(nil, because: wait.reason)
  }

  /// The operator asks again for the order that was cancelled.
  mutating func forgetCancel() {
    if wait == .operatorCancelled { wait = .nothing }
  }

  /// The order that continues a replaced one was sent.
  mutating func resumed() { remainder = nil }

  /// There is no order to continue: it is an ordinary rung, or waits for the ladder to move.
  mutating func startOver(awaitsReplan: Bool) {
    remainder = nil
    if awaitsReplan { self.awaitsReplan = true }
  }
}
