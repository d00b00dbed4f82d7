import Market
import Venue

/// A venue rule that is coarser than the instrument says.
enum CoarseRule: UInt8, CaseIterable, Sendable {
  /// Sizes must be multiples of ten steps.
  case size
  /// Prices must be multiples of ten ticks.
  case price
  /// Orders that may add to the position must be worth three times the minimum.
  case value
}

/// The venue's front: it checks each request of a message and refuses some, whatever orders are
/// live.
extension Network {
  /// Returns the requests of a message that pass the front. Each of the others is refused for its
  /// own reason; the venue behind never sees it.
  mutating func sift(
    _ message: [OrderRequest], at time: Instant, for venue: inout SimulatedVenue
  ) -> [OrderRequest] {
    guard isSifting(at: time) else { return message }
    let due = time.advanced(byNanoseconds: Network.frontNanoseconds)
    var passed: [OrderRequest] = []
    for (index, request) in message.enumerated() {
      // A number of its own for each request of a message, shared with no other draw.
      let number = requestNumber << 16 | UInt64(index)
      if let report = frontRefusal(of: request, number, at: time) {
        venue.noteRefusal(report)
        tell(report, at: due)
      } else {
        passed.append(request)
      }
    }
    return passed
  }

  private func isSifting(at time: Instant) -> Bool {
    !isHealed
      && (coarse.until > time || settings.rates[.reject] > 0 || settings.rates[.falseUnknown] > 0)
  }

  private mutating func frontRefusal(
    of request: OrderRequest, _ number: UInt64, at time: Instant
  ) -> VenueReport? {
    switch request {
    case .place(let order):
      if coarse.until > time, let limit = order.limit ?? order.trigger?.price,
        let refusal = coarseRefusal(limit, order.quantity, order.isReduceOnly)
      {
        return .rejected(order.id, refusal)
      }
      guard let fault = occurs(.reject, number, at: time) else { return nil }
      let refusals = Network.refusals
      return .rejected(order.id, refusals[Int(draws.below(Int64(refusals.count), fault, 4))])
    case .amend(let id, let limit, let remaining):
      guard coarse.until > time else { return nil }
      return coarseRefusal(limit, remaining, false).map { .amendRefused(id, $0) }
    case .cancel(let id):
      return occurs(.falseUnknown, number, at: time).map { _ in .cancelRefused(id, .unknownOrder) }
    case .scheduleCancel: return nil
    }
  }

  private func coarseRefusal(
    _ price: Price, _ quantity: Quantity, _ isReduceOnly: Bool
  ) -> Refusal? {
    switch coarse.rule {
    case .size: quantity.steps % 10 == 0 ? nil : .malformed
    case .price: price.ticks % 10 == 0 ? nil : .invalidTickSize
    case .value:
      isReduceOnly || Money(price, times: quantity).units / 3 >= leastValue
        ? nil : .belowMinimumNotional
    }
  }
}
