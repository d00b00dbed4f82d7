import Market
import Venue

/// A fill that was reported before the books began, and its source.
struct EarlyFill: Sendable, Codable {
  let fill: Fill
  let source: FillSource
}

/// Reports that came before the books began.
struct UnanchoredNews: Sendable, Codable {
  private(set) var fills: [EarlyFill] = []
  private(set) var funding: [Funding] = []
  /// Our fills that the position already included when the books began; kept until the first
  /// comparison.
  private(set) var included: [Fill] = []

  mutating func keep(_ fill: Fill, from source: FillSource) {
    fills.append(EarlyFill(fill: fill, source: source))
  }
  mutating func keep(_ payment: Funding) { funding.append(payment) }
  mutating func keep(included fill: Fill) { included.append(fill) }

  /// The books begin: the reports that waited are booked now.
  mutating func take() -> (fills: [EarlyFill], funding: [Funding]) {
    defer { (fills, funding) = ([], []) }
    return (fills, funding)
  }

  /// The first comparison is complete.
  mutating func forgetIncluded() { included = [] }
}
