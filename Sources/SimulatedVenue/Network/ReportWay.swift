import Venue

/// How a report about an order travels: as the answer to a request, on the private stream, or both
/// ways. If nothing goes wrong only one copy is delivered, since the second would repeat it.
///
/// | report | answers | on the stream |
/// |---|---|---|
/// | accepted, rejected | the placement | yes |
/// | cancelled on request | the cancel | yes |
/// | amended | the amend | yes |
/// | cancel or amend refused | the cancel or amend | no |
/// | cancel scheduled or refused | the request for it | no |
/// | filled, cancelled otherwise, shrunk, triggered, funded | nothing | yes |
extension VenueReport {
  /// The request that it answers; nil if none.
  public var answered: (order: ClientOrderID, kind: OrderRequest.Kind)? {
    switch self {
    case .accepted(let id), .rejected(let id, _): (id, .place)
    case .cancelled(let id, .requested, _), .cancelRefused(let id, _): (id, .cancel)
    case .amended(let id, _, _), .amendRefused(let id, _): (id, .amend)
    case .cancelScheduled, .scheduleRefused: (.foreign(0), .scheduleCancel)
    case .filled, .cancelled, .shrunk, .triggered, .failed, .funded: nil
    }
  }

  var isOnStream: Bool {
    switch self {
    case .accepted, .rejected, .cancelled, .amended, .filled, .shrunk, .triggered, .funded: true
    case .cancelRefused, .amendRefused, .cancelScheduled, .scheduleRefused, .failed: false
    }
  }
}

extension OrderRequest {
  /// The order that it is about; for a scheduled cancel, an id that no order has.
  public var subject: ClientOrderID {
    switch self {
    case .place(let order): order.id
    case .amend(let id, _, _), .cancel(let id): id
    case .scheduleCancel: .foreign(0)
    }
  }
}

extension VenueAnswer {
  /// The inquiry that it answers; nil for a change of a connection.
  public var inquiry: Inquiry? {
    switch self {
    case .status(let id, _, _): .status(id)
    case .openOrders(_, _, let asked): .openOrders(asked: asked)
    case .account(_, let asked): .account(asked: asked)
    case .fills(let page): .fills(since: page.since, after: page.after)
    case .market: .marketStatus
    case .failed(let inquiry, _): inquiry
    case .connection: nil
    }
  }
}
