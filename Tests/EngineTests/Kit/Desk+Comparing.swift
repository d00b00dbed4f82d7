import Market
import Venue

@testable import Engine

// A test that doesn't care when something was asked says nothing of it: it was just now.
extension VenueAnswer {
  static func openOrders(_ orders: [VenueOrder], asOf moment: Instant) -> VenueAnswer {
    .openOrders(orders, asOf: moment, asked: moment)
  }

  static func account(_ state: AccountState) -> VenueAnswer { .account(state, asked: state.asOf) }
}

extension Inquiry {
  static var account: Inquiry { .account(asked: .distantPast) }
}

/// What a venue tells a desk that compares with it, and what it tells of itself.
extension Desk {
  /// The opens that the desk has, as the venue would list them.
  var standing: [VenueOrder] {
    snapshot.pendingOpens.map {
      listed($0.id.generation, ($0.quantity - $0.filled).steps)
    }
  }

  /// The account holds so much now, and has so much equity and margin in use.
  func account(
    _ steps: Int64, entry: Int64? = nil, equity: Int64? = nil, used: Int64? = nil
  ) -> VenueAnswer {
    var state = AccountState(asOf: now, position: Position(steps: steps))
    state.entry = entry.map { Price(ticks: $0) }
    state.equity = equity.map { whole($0) }
    state.marginUsed = used.map { whole($0) }
    return .account(state)
  }

  /// An order with our tag that an engine before this one sent.
  static func order(
    _ purpose: Purpose, _ side: Side, _ steps: Int64, at ticks: Int64, subject: Int64? = nil,
    generation: UInt64
  ) -> VenueOrder {
    VenueOrder(
      id: ClientOrderID(
        tag: 1, purpose: purpose, subject: subject ?? ticks, generation: generation),
      side: side, limit: Price(ticks: ticks), quantity: Quantity(steps: steps),
      remaining: Quantity(steps: steps), isReduceOnly: false, trigger: nil,
      placedAt: Instant(nanoseconds: 0))
  }

  static func fill(
    _ key: UInt64, of id: ClientOrderID, _ side: Side, _ steps: Int64, at time: Instant,
    before: Int64? = nil, fee: Int64 = 0
  ) -> Fill {
    Fill(
      id: FillID(key), order: id, side: side, price: Price(ticks: 1_000),
      quantity: Quantity(steps: steps), fee: whole(fee), liquidity: .maker, time: time,
      positionBefore: before.map { Position(steps: $0) })
  }

  /// Answers a whole comparison: the account, the list, and no fills.
  @discardableResult
  mutating func agree(_ steps: Int64, _ orders: [VenueOrder], entry: Int64? = nil) -> [String] {
    var words = answer(account(steps, entry: entry))
    words += answer(.openOrders(orders, asOf: now))
    return words + fills()
  }
}
