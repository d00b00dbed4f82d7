import Market
import Venue

/// Something that the venue reports differently from our books.
public struct Difference: Equatable, Sendable, Codable {
  public enum Kind: UInt8, CaseIterable, Sendable, Codable {
    /// The venue doesn't list one of our orders: it is queried by its id.
    case missingAtVenue
    /// The venue lists an order with our tag that we don't know: it is queried, then adopted. A leg
    /// that its lot has room for is kept, anything else is cancelled.
    case unknownHere
    /// The remaining size differs: the order is queried, then the venue's size is taken.
    case sizeDiffers
    /// The price differs: the order is queried, then cancelled.
    case priceDiffers
    /// The account's position differs: the engine looks twice, then adjusts.
    case position
  }

  /// Stays the same as long as the difference is found again.
  public var number = 0
  public var kind: Kind
  public var order: ClientOrderID?
  public var side: Side?
  public var price: Price?
  /// Steps here and at the venue.
  public var ours: Int64
  public var venues: Int64

  /// Whether two sightings are the same difference.
  func isSame(as other: Difference) -> Bool { kind == other.kind && order == other.order }
}

/// The differences that the operator was shown.
struct Differences: Sendable, Codable {
  private(set) var list: [Difference] = []
  private var lastNumber = 0
  /// A comparison was asked for and is not complete: the list is out of date.
  private(set) var isDue = false

  /// A comparison was asked for.
  mutating func ask() { isDue = true }

  /// Shows the differences found now. One that was shown before keeps its number.
  mutating func show(_ found: [Difference]) {
    isDue = false
    list = found.map { difference in
      var shown = difference
      if let old = list.first(where: { $0.isSame(as: difference) }) {
        shown.number = old.number
      } else {
        lastNumber += 1
        shown.number = lastNumber
      }
      return shown
    }
  }

  /// Removes and returns the accepted differences: all if no number is given, none while a
  /// comparison is due.
  mutating func take(_ numbers: [Int]) -> [Difference] {
    guard !isDue else { return [] }
    let taken = list.filter { numbers.isEmpty || numbers.contains($0.number) }
    list.removeAll { numbers.isEmpty || numbers.contains($0.number) }
    return taken
  }
}
