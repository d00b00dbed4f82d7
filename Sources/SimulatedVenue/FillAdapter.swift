import Market
import Venue

/// The part of an adapter that a venue without fill ids needs, between what arrives and the engine.
///
/// If fills have no id, the stream shows only that something filled: it may repeat itself, and two
/// fills may look alike. The account's list has a fixed beginning, so fills are taken from it, and
/// the engine asks for it. If only totals are reported, either source will do: a total that has not
/// grown is no news.
public struct FillAdapter: Sendable {
  /// What was reported of each order's fills, if the venue reports only totals.
  private var totals = FillTotals()
  /// As many orders with totals are too many.
  private var mostTotals = FillAdapter.leastTotals

  /// The number of orders whose totals are remembered in any case.
  private static let leastTotals = 4_096

  public init() {}

  /// Converts reports that arrived, as an adapter would. Returns the time since which fills must be
  /// fetched; nil if none must be.
  public mutating func retell(
    _ reports: inout [VenueReport], of venue: borrowing SimulatedVenue
  ) -> Instant? {
    guard venue.settings.rules.fills != .numbered else { return nil }
    var told: [VenueReport] = []
    var since: Instant?
    for report in reports {
      guard case .filled(let fill) = report else {
        told.append(report)
        continue
      }
      switch venue.settings.rules.fills {
      case .numbered: told.append(report)
      case .unnumbered: since = min(since ?? fill.time, fill.time)
      case .totals: told += grown(fill, venue).map { .filled($0) }
      }
    }
    reports = told
    return since
  }

  /// Converts an answer, as an adapter would.
  ///
  /// - Parameter isBegun: whether the books have begun; what filled before is in the position that
  ///   they begin with.
  public mutating func retold(
    _ answer: VenueAnswer, of venue: borrowing SimulatedVenue, isBegun: Bool
  ) -> VenueAnswer {
    switch (answer, venue.settings.rules.fills) {
    case (.fills(var page), .unnumbered):
      var numbering = FillNumbering()
      page.fills = page.fills.map { numbered($0, &numbering) }
      return .fills(page)
    case (.fills(var page), .totals):
      var newest: [Fill] = []
      for fill in page.fills {
        newest.removeAll { $0.order == fill.order }
        newest.append(fill)
      }
      page.fills = newest.flatMap { grown($0, venue) }
      return .fills(page)
    case (.account(let account, _), .totals) where !isBegun:
      for total in venue.totals(by: account.asOf) { totals.begin(total) }
      return answer
    case (.status, _), (.openOrders, _), (.account, _), (.fills, _), (.market, _), (.failed, _),
      (.connection, _):
      return answer
    }
  }

  private func numbered(_ fill: Fill, _ numbering: inout FillNumbering) -> Fill {
    Fill(
      id: numbering.next(
        order: fill.order, side: fill.side, price: fill.price, quantity: fill.quantity,
        time: fill.time),
      order: fill.order, side: fill.side, price: fill.price, quantity: fill.quantity, fee: fill.fee,
      liquidity: fill.liquidity, time: fill.time, cause: fill.cause)
  }

  /// The fills by which an order's total has grown, as of one of its fills. None if the venue has
  /// forgotten them: the next comparison finds the difference.
  private mutating func grown(_ fill: Fill, _ venue: borrowing SimulatedVenue) -> [Fill] {
    guard let total = venue.total(of: fill.order, through: fill.id) else { return [] }
    if totals.count >= mostTotals { forgetTotals(venue) }
    do throws(OrderTotalError) {
      return try totals.fills(of: total)
    } catch {
      preconditionFailure("the simulated venue's totals only grow: \(error)")
    }
  }

  /// Forgets the totals of orders whose fills the venue has all forgotten: it reports no total of
  /// them any more.
  private mutating func forgetTotals(_ venue: borrowing SimulatedVenue) {
    totals.keepOnly(venue.filledOrders)
    mostTotals = max(FillAdapter.leastTotals, 2 * totals.count)
  }
}
