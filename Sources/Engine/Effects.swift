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

  public init() {}

  public var isEmpty: Bool {
    requests.isEmpty && inquiries.isEmpty && fills.isEmpty && lotRecords.isEmpty
  }

  /// How much is in it now, to tell later what came after.
  public var mark: EffectMark {
    EffectMark(
      requests: requests.count, inquiries: inquiries.count, fills: fills.count,
      lotRecords: lotRecords.count)
  }

  /// Drops what was carried out and keeps the capacity.
  public mutating func removeAll() {
    requests.removeAll(keepingCapacity: true)
    inquiries.removeAll(keepingCapacity: true)
    fills.removeAll(keepingCapacity: true)
    lotRecords.removeAll(keepingCapacity: true)
  }
}

/// How many effects there were at a moment: those after it are what the next input caused.
public struct EffectMark: Equatable, Sendable {
  public let requests: Int
  public let inquiries: Int
  public let fills: Int
  public let lotRecords: Int

  /// The mark of effects that are still empty.
  public static let empty = EffectMark(requests: 0, inquiries: 0, fills: 0, lotRecords: 0)
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
