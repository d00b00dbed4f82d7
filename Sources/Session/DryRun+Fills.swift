import Engine
import Market
import SimulatedVenue
import Venue

/// What an adapter does for a venue that does not number its fills: between what arrives and the
/// engine.
///
/// Where fills have no number the stream only says that something filled: it may repeat itself, and
/// two fills may look alike. The account's list is told from a beginning, so the fills are taken from
/// there, for which the engine asks. Where only totals are told, either source may tell them: what a
/// total has not grown by is no news.
extension DryRun {
  /// Tells the reports that arrived as an adapter would.
  mutating func retellReports() {
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
      case .totals: told += grown(fill).map { .filled($0) }
      }
    }
    reports = told
    if let since { kernel.hearOfFills(since: since, at: time) }
  }

  /// Tells an answer as an adapter would.
  mutating func retold(_ answer: VenueAnswer) -> VenueAnswer {
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
      page.fills = newest.flatMap { grown($0) }
      return .fills(page)
    case (.account(let account, _), .totals) where engine.anchor == nil:
      // What filled before is in the position that the books begin with.
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
  private mutating func grown(_ fill: Fill) -> [Fill] {
    guard let total = venue.total(of: fill.order, through: fill.id) else { return [] }
    do throws(OrderTotalError) {
      return try totals.fills(of: total)
    } catch {
      preconditionFailure("the simulated venue's totals only grow: \(error)")
    }
  }
}
