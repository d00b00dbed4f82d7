import Market
import Venue

/// All our orders, the queries about them, and the cost of sending them.
struct Orders: Sendable, Codable {
  var live = LiveOrders()
  var queries = OrderQueries()
  var ended = EndedOrders()
  var rate: SendRate
  var budget: RequestBudget
  var coalescing = Coalescing()
  /// Cancels that did not end their orders are to be sent again.
  private(set) var mustCancelAgain = false
  /// The highest number that an order with our tag is known to have.
  private(set) var lastNumber: UInt64
  /// The highest number of an order that this engine did not send.
  private(set) var inherited: UInt64

  init(_ setup: Setup, after lastNumber: UInt64) {
    self.lastNumber = lastNumber
    inherited = lastNumber
    rate = SendRate(setup.settings.risk.losses)
    budget = RequestBudget(
      setup.parameters.capabilities, reserve: setup.settings.orders.budgetReserve,
      quoteUnit: setup.parameters.quoteUnit)
  }

  /// The number of the next order.
  @inline(__always) mutating func nextNumber() -> UInt64 {
    lastNumber += 1
    return lastNumber
  }

  /// Cancels that were refused or not answered are to be sent again.
  mutating func cancelsAreDue() { mustCancelAgain = true }

  /// They are being sent.
  mutating func cancelsAsked() { mustCancelAgain = false }

  /// An order with our tag that this engine may have sent: our next numbers are above its own.
  mutating func pass(_ id: ClientOrderID) { lastNumber = max(lastNumber, id.generation) }

  /// The process began again; it may have used numbers up to this one without a record of them.
  mutating func restart(above reserved: UInt64) {
    lastNumber = max(lastNumber, reserved)
    inherited = lastNumber
  }

  /// An order that was sent before this engine: our next numbers are above its own.
  mutating func inherit(_ id: ClientOrderID) {
    pass(id)
    inherited = max(inherited, id.generation)
  }
}
