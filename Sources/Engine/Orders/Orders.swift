import Market
import Venue

/// Every order of ours, with what is asked about it and what it costs to send.
struct Orders: Sendable, Codable {
  var live = LiveOrders()
  var queries = OrderQueries()
  var ended = EndedOrders()
  var rate: SendRate
  var budget: RequestBudget
  var coalescing = Coalescing()
  /// Cancels that did not end their orders are asked for once more.
  private(set) var mustCancelAgain = false
  /// The highest number that an order of this tag is known to have.
  private(set) var lastNumber: UInt64
  /// The highest number of an order that was not sent by this engine.
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

  /// Cancels that were refused or not answered are to be asked for once more.
  mutating func cancelsAreDue() { mustCancelAgain = true }

  /// They are asked for.
  mutating func cancelsAsked() { mustCancelAgain = false }

  /// An order carries our tag that this engine may have sent: our numbers go on above its own.
  mutating func pass(_ id: ClientOrderID) { lastNumber = max(lastNumber, id.generation) }

  /// An order was sent before us: our numbers go on above its own.
  mutating func inherit(_ id: ClientOrderID) {
    pass(id)
    inherited = max(inherited, id.generation)
  }
}
