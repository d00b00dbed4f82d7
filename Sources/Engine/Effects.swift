import Market
import Venue

/// What must be done after an input, in this order. The owner empties it and passes it in again, so
/// that nothing is allocated once it has grown.
public struct Effects: Sendable {
  /// Requests for the venue, in the order of sending.
  public var requests: [OrderRequest] = []
  /// Questions for the venue, to be asked after the requests are sent.
  public var inquiries: [Inquiry] = []
  /// Fills that were booked, for records.
  public var fills: [FillRecord] = []
  /// Lots, or parts of them, that were closed, for records.
  public var lotRecords: [LotRecord] = []
  /// Why each new order among the requests was sent, in their order, for records.
  public var placements: [Placed] = []
  /// Funding payments that were booked, for records.
  public var fundings: [Funding] = []
  /// Lots whose protection was judged, for records.
  public var judgements: [LotJudgement] = []

  public init() {}

  /// Whether nothing must be handed over. Funding and judgements alone are handed over to nobody.
  public var isEmpty: Bool {
    requests.isEmpty && inquiries.isEmpty && fills.isEmpty && lotRecords.isEmpty
  }

  /// How much is in it now, to tell later what came after.
  public var mark: EffectMark {
    EffectMark(
      requests: requests.count, inquiries: inquiries.count, fills: fills.count,
      lotRecords: lotRecords.count, placements: placements.count, fundings: fundings.count,
      judgements: judgements.count)
  }

  /// Drops records that nobody takes over, so that they do not gather while nothing is sent.
  @inline(__always) public mutating func dropLoneRecords() {
    if judgements.isEmpty && fundings.isEmpty { return }
    if isEmpty { removeAll() }
  }

  /// Drops what was carried out and keeps the capacity.
  public mutating func removeAll() {
    requests.removeAll(keepingCapacity: true)
    inquiries.removeAll(keepingCapacity: true)
    fills.removeAll(keepingCapacity: true)
    lotRecords.removeAll(keepingCapacity: true)
    placements.removeAll(keepingCapacity: true)
    fundings.removeAll(keepingCapacity: true)
    judgements.removeAll(keepingCapacity: true)
  }
}

/// How many effects there were at a moment: those after it are what the next input caused.
public struct EffectMark: Equatable, Sendable {
  public let requests: Int
  public let inquiries: Int
  public let fills: Int
  public let lotRecords: Int
  public let placements: Int
  public let fundings: Int
  public let judgements: Int

  /// The mark of effects that are still empty.
  public static let empty = EffectMark(
    requests: 0, inquiries: 0, fills: 0, lotRecords: 0, placements: 0, fundings: 0,
    judgements: 0)
}

/// A booked fill and what it was for.
public struct FillRecord: Equatable, Sendable {
  public let fill: Fill
  /// Nil if the order is not ours.
  public let purpose: Purpose?
  /// The slot price of the rung that opened the lot.
  public let rung: Price?
  /// The lot that the fill opened, enlarged or closed; nil if it closed more than one.
  public let lot: PositionID?

  public init(fill: Fill, purpose: Purpose?, rung: Price?, lot: PositionID?) {
    self.fill = fill
    self.purpose = purpose
    self.rung = rung
    self.lot = lot
  }
}

/// A new order and why it was sent. The order's own reason changes once it is to be cancelled, which
/// can be within the same input.
public struct Placed: Equatable, Sendable {
  public let order: ClientOrderID
  public let reason: Reason

  public init(_ order: ClientOrderID, because reason: Reason) {
    self.order = order
    self.reason = reason
  }
}

/// How a lot is protected, judged after everything else about it was done.
public struct LotJudgement: Equatable, Sendable {
  public let lot: PositionID
  /// The part that should have a stop and is unprotected.
  public let naked: Quantity
  /// Since when a part of it is unprotected; nil if none is.
  public let since: Instant?

  public init(lot: PositionID, naked: Quantity, since: Instant?) {
    self.lot = lot
    self.naked = naked
    self.since = since
  }
}
