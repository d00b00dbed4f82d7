import Engine
import Market
import Venue

/// R6: no open leaves where ten seconds have as many orders as opens may bring them to; what is left
/// up to the cap is kept for exits.
struct SendsWithinRate: Checker {
  /// When the orders of the last ten seconds left, oldest first.
  private var sent: [Instant] = []

  private static let windowNanoseconds: Int64 = 10_000_000_000

  mutating func look(at stage: borrowing Stage) -> Finding? {
    let losses = stage.plan.run.engine.risk.losses
    guard let cap = losses.maximumOrderRate, !stage.boundary.placed.isEmpty else { return nil }
    let time = stage.time
    sent.removeAll { time.nanoseconds(since: $0) >= SendsWithinRate.windowNanoseconds }
    sent += stage.boundary.placed.map { _ in time }
    let most = cap - Int(Int64(cap) * losses.rateReserve.hundredths / 1_000_000)
    // Exits of the same step have what is kept for them.
    let opens = stage.boundary.placed.count { $0.id.purpose?.isOpen ?? false }
    guard opens > 0, sent.count - (stage.boundary.placed.count - opens) > most else { return nil }
    return Finding(
      .sendsWithinRate, expected: "at most \(most) orders within ten seconds for opens",
      found: "\(sent.count)")
  }

  mutating func beginEngine() { sent = [] }
}
