import Market
import Venue

/// What an adapter does for a venue that does not number its fills: between what arrives and the
/// engine.
///
/// Where fills have no number the stream only says that something filled: it may repeat itself, and
/// two fills may look alike. The account's list is told from a beginning, so the fills are taken from
/// there, for which the engine asks. Where only totals are told, either source may tell them: what a
/// total has not grown by is no news.
public struct FillAdapter: Sendable {
  /// What was reported of each order's fills, where the venue reports only totals.
  private var totals = FillTotals()

  public init() {}

  /// Tells reports that arrived as an adapter would. Returns the moment since which fills must be
  /// fetched; nil where none must be.
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

  /// Tells an answer as an adapter would.
  ///
  /// - Parameter isBegun: the books have begun; what filled before is in the position that they begin
  ///   with.
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

  /// What an order's total has grown by as one of its fills has happened. What can't be read brings
  /// nothing: the next comparison finds it.
  private mutating func grown(_ fill: Fill, _ venue: borrowing SimulatedVenue) -> [Fill] {
    guard let total = venue.total(of: fill.order, through: fill.id) else { return [] }
    do throws(OrderTotalError) {
      return try totals.fills(of: total)
    } catch {
      preconditionFailure("the simulated venue's totals only grow: \(error)")
    }
  }
}
