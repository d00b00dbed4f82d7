import Market
import Venue

/// The log of what the engine did.
extension Engine {
  /// Logs a line about an order.
  mutating func noteOrder(_ tag: LogEntry.Tag, _ index: Int32, _ reason: Reason? = nil) {
    let order = orders.live[index]
    note(
      LogEntry(
        tag, at: time, side: order.side, price: order.price, quantity: order.remaining,
        order: order.id, lot: order.lot >= 0 ? books.lots[order.lot].id : nil, reason: reason))
  }

  /// Adds a line to the log.
  mutating func note(_ entry: LogEntry) { log.append(entry) }
}
