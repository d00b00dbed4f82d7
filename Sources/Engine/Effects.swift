import Market
import Venue

/// What must happen after an input, in the order it must happen. The owner empties it and hands it
/// in again, so that nothing is allocated once it has grown.
public struct Effects: Sendable {
  /// Requests for the venue, in the order they must leave.
  public var requests: [OrderRequest] = []
  /// What the venue must be asked, after the requests have left.
  public var inquiries: [Inquiry] = []
  /// Fills that were booked, for records.
  public var fills: [FillRecord] = []
  /// Lots, or parts of them, that were closed, for records.
  public var lotRecords: [LotRecord] = []

  public init() {}

  public var isEmpty: Bool {
    requests.isEmpty && inquiries.isEmpty && fills.isEmpty && lotRecords.isEmpty
  }

  /// Forgets what was carried out and keeps the room.
  public mutating func removeAll() {
    requests.removeAll(keepingCapacity: true)
    inquiries.removeAll(keepingCapacity: true)
    fills.removeAll(keepingCapacity: true)
    lotRecords.removeAll(keepingCapacity: true)
  }
}

/// A booked fill with what it was for.
public struct FillRecord: Equatable, Sendable {
  public let fill: Fill
  /// Nothing where the order is not ours.
  public let purpose: Purpose?
  /// The slot price of the rung that opened the lot.
  public let rung: Price?
  /// The lot it opened, enlarged or closed; nothing where it closed more than one.
  public let lot: PositionID?

  public init(fill: Fill, purpose: Purpose?, rung: Price?, lot: PositionID?) {
    self.fill = fill
    self.purpose = purpose
    self.rung = rung
    self.lot = lot
  }
}
