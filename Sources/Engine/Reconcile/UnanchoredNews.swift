import Market
import Venue

/// A fill that was told before the books began, and which way it came.
struct EarlyFill: Sendable, Codable {
  let fill: Fill
  let source: FillSource
}

/// What was told before the books began.
struct UnanchoredNews: Sendable, Codable {
  private(set) var fills: [EarlyFill] = []
  private(set) var funding: [Funding] = []
  /// Fills of ours that the position had in it when the books began, until the first comparison.
  private(set) var included: [Fill] = []

  mutating func keep(_ fill: Fill, from source: FillSource) {
    fills.append(EarlyFill(fill: fill, source: source))
  }
  mutating func keep(_ payment: Funding) { funding.append(payment) }
  mutating func keep(included fill: Fill) { included.append(fill) }

  /// The books begin: what waited for that is booked now.
  mutating func take() -> (fills: [EarlyFill], funding: [Funding]) {
    defer { (fills, funding) = ([], []) }
    return (fills, funding)
  }

  /// The first comparison is through.
  mutating func forgetIncluded() { included = [] }
}
