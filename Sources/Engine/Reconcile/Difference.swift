import Market
import Venue

/// Something that the venue has otherwise than we do.
public struct Difference: Equatable, Sendable, Codable {
  public enum Kind: UInt8, CaseIterable, Sendable, Codable {
    /// The venue doesn't list an order of ours: it is asked about by its id.
    case missingAtVenue
    /// The venue lists an order with our tag that we don't know: it is asked about, then adopted;
    /// a leg that its lot has room for is kept, anything else cancelled.
    case unknownHere
    /// Another quantity is left of it: it is asked about, then the venue's is taken.
    case sizeDiffers
    /// It stands at another price: it is asked about, then cancelled.
    case priceDiffers
    /// The account holds another position: looked at twice, then adjusted.
    case position
  }

  /// Stays the same while the difference does.
  public var number = 0
  public var kind: Kind
  public var order: ClientOrderID?
  public var side: Side?
  public var price: Price?
  /// Steps here and at the venue.
  public var ours: Int64
  public var venues: Int64

  /// What makes two sightings the same difference.
  func isSame(as other: Difference) -> Bool { kind == other.kind && order == other.order }
}

/// The differences that an operator was shown.
struct Differences: Sendable, Codable {
  private(set) var list: [Difference] = []
  private var lastNumber = 0
  /// A look was asked for and is not through: what was found before is not of now.
  private(set) var isDue = false

  /// A look was asked for.
  mutating func ask() { isDue = true }

  /// Shows what was found now; what was shown before keeps its number.
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

  /// Takes out those that were accepted; all where no number is given, none while a look is due.
  mutating func take(_ numbers: [Int]) -> [Difference] {
    guard !isDue else { return [] }
    let taken = list.filter { numbers.isEmpty || numbers.contains($0.number) }
    list.removeAll { numbers.isEmpty || numbers.contains($0.number) }
    return taken
  }
}
