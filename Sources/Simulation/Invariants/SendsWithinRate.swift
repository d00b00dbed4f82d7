import Engine
import Market
import Venue

/// R6: no entry order leaves if the orders of the last ten seconds are as many as entries may
/// reach; the rest up to the cap is kept for exits. And neither an entry order nor a query leaves
/// if it would use the part of the venue's weight per minute that is kept for cancels and exits.
struct SendsWithinRate: Checker {
  /// When the orders of the last ten seconds left, oldest first.
  private var sent: [Instant] = []
  /// When the running engine was first checked.
  private var began: Instant?

  private static let windowNanoseconds: Int64 = 10_000_000_000
  /// The venue's minute, and a little more.
  private static let minuteNanoseconds: Int64 = 62_000_000_000

  mutating func look(at stage: borrowing Stage) -> Finding? {
    let begin = began ?? stage.time
    began = begin
    return lookAtWeight(stage, since: begin) ?? lookAtRate(stage)
  }

  /// It is not checked if messages may be late, because then more arrive within a minute than left
  /// within one. Nor in the first minute of an engine, which doesn't know what was used before it.
  private func lookAtWeight(_ stage: borrowing Stage, since begin: Instant) -> Finding? {
    let rates = stage.plan.run.network.rates
    guard let cap = stage.plan.run.venue.limits.weightPerMinute, rates[.delay] == 0,
      rates[.slowSends] == 0, stage.time.nanoseconds(since: begin) > Self.minuteNanoseconds
    else { return nil }
    let asked = stage.run.kernel.traffic.inquiries.reduce(0) { $0 + $1.weight }
    let opens = stage.boundary.placed.contains { $0.id.purpose?.isEntry ?? false }
    guard asked > 0 || opens else { return nil }
    let reserve = stage.plan.run.engine.orders.budgetReserve.hundredths
    let most = cap - Int(Int64(cap) * reserve / 1_000_000)
    let spent = stage.run.venue.weightSpent(at: stage.time)
    guard spent + asked > most else { return nil }
    return Finding(
      .sendsWithinRate, expected: "entries and queries only up to a weight of \(most) a minute",
      found: "\(spent) used, then \(asked > 0 ? "queries of \(asked)" : "an entry order") sent")
  }

  private mutating func lookAtRate(_ stage: borrowing Stage) -> Finding? {
    let losses = stage.plan.run.engine.risk.losses
    guard let cap = losses.maximumOrderRate, !stage.boundary.placed.isEmpty else { return nil }
    let time = stage.time
    // An entry counts from the moment that it is decided. It may then wait for two commits.
    let window =
      SendsWithinRate.windowNanoseconds - 2 * (stage.plan.disk?.longestNanoseconds ?? 0)
    sent.removeAll { time.nanoseconds(since: $0) >= window }
    sent += stage.boundary.placed.map { _ in time }
    let most = cap - Int(Int64(cap) * losses.rateReserve.hundredths / 1_000_000)
    // Exits of the same step use the reserve.
    let opens = stage.boundary.placed.count { $0.id.purpose?.isEntry ?? false }
    guard opens > 0, sent.count - (stage.boundary.placed.count - opens) > most else { return nil }
    return Finding(
      .sendsWithinRate, expected: "no entry order beyond \(most) orders in ten seconds",
      found: "\(sent.count)")
  }

  mutating func beginEngine() {
    sent = []
    began = nil
  }

  /// Orders of the last ten seconds count whichever process sent them; what else was used of the
  /// venue's minute is not known.
  mutating func continueEngine(from durable: SendsWithinRate) { began = nil }
}
