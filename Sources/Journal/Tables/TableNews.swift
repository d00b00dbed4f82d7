import Engine
import Market
import Venue

/// What one input brought, for all tables.
struct TableNews {
  let input: Input
  let number: UInt64
  let time: Instant
  let effects: Effects
  let mark: EffectMark
  /// The lines that it logged, oldest first, and how many there were: more if the log did not hold
  /// all of them.
  let logged: [LogEntry]
  let logCount: Int

  var requests: ArraySlice<OrderRequest> { effects.requests[mark.requests...] }
  var placements: ArraySlice<Placed> { effects.placements[mark.placements...] }
  var fills: ArraySlice<FillRecord> { effects.fills[mark.fills...] }
  var closes: ArraySlice<LotRecord> { effects.lotRecords[mark.lotRecords...] }
  var fundings: ArraySlice<Funding> { effects.fundings[mark.fundings...] }
  var judgements: ArraySlice<LotJudgement> { effects.judgements[mark.judgements...] }

  /// Whether it may have changed any order or lot without naming it.
  var mayChangeAll: Bool {
    switch input {
    case .answer, .command, .mismatch, .restarted: true
    case .market, .reports, .filled, .deadline, .journal, .fillsKept, .recalled: false
    }
  }

  /// The orders that the venue's reports name.
  var reported: [ClientOrderID] {
    guard case .reports(let reports) = input else { return [] }
    return reports.compactMap(\.order)
  }

  /// How the venue said that an order ended; nil if it did not.
  func toldEnd(of id: ClientOrderID) -> ToldEnd? {
    switch input {
    case .reports(let reports): reports.last { $0.order == id && $0.end != nil }?.end
    case .answer(.status(id, let status, _)): status.end
    case .market, .answer, .filled, .command, .mismatch, .deadline, .journal, .restarted,
      .fillsKept, .recalled:
      nil
    }
  }

  /// Whether a report of the venue says that it accepted an order.
  func isAccepted(_ id: ClientOrderID) -> Bool {
    guard case .reports(let reports) = input else { return false }
    return reports.contains(.accepted(id))
  }

  /// How much of an order the booked fills are.
  func filled(of id: ClientOrderID) -> Int64 {
    fills.reduce(0) { $1.fill.order == id ? $0 + $1.fill.quantity.steps : $0 }
  }

  /// The lot that an order's booked fills went to.
  func lot(of id: ClientOrderID) -> PositionID? { fills.last { $0.fill.order == id }?.lot }

  /// Whether the venue was found not to know an order.
  func isAbsent(_ id: ClientOrderID) -> Bool {
    logged.contains {
      $0.tag == .endedAtVenue && $0.order == id && $0.reason?.code == .absentAtVenue
    }
  }
}

/// How the venue said that an order ended.
enum ToldEnd: Equatable {
  case filled
  case cancelled(CancelCause, filled: Quantity)
  case rejected(Refusal)
  case notSent(SendFailure)
}

extension VenueReport {
  /// The order that it names; nil if it names none.
  var order: ClientOrderID? {
    switch self {
    case .accepted(let id), .rejected(let id, _), .cancelled(let id, _, _),
      .cancelRefused(let id, _), .amended(let id, _, _), .amendRefused(let id, _),
      .shrunk(let id, _), .triggered(let id), .failed(let id, _, _):
      id
    case .filled(let fill): fill.order
    case .cancelScheduled, .scheduleRefused, .funded: nil
    }
  }

  /// The end that it reports; nil if it reports none.
  var end: ToldEnd? {
    switch self {
    case .rejected(_, let refusal): .rejected(refusal)
    case .cancelled(_, let cause, let filled): .cancelled(cause, filled: filled)
    case .failed(_, .place, let failure): failure.isAmbiguous ? nil : .notSent(failure)
    case .accepted, .filled, .cancelRefused, .amended, .amendRefused, .shrunk, .triggered, .failed,
      .cancelScheduled, .scheduleRefused, .funded:
      nil
    }
  }
}

extension OrderStatus {
  /// The end that it reports; nil if it reports none.
  var end: ToldEnd? {
    switch self {
    case .absent, .live: nil
    case .filled: .filled
    case .cancelled(let cause, let filled): .cancelled(cause, filled: filled)
    case .rejected(let refusal): .rejected(refusal)
    }
  }
}
