extension BookSide: Recorded {
  /// The levels by price, in two lists: a book has thousands of levels.
  public struct Form: Codable {
    var side: Side
    var ticks: [Int64]
    var steps: [Int64]
  }

  public var recorded: Form {
    var ticks: [Int64] = []
    visitPrices { ticks.append($0.ticks) }
    ticks.sort()
    return Form(
      side: side, ticks: ticks, steps: ticks.map { size(at: Price(ticks: $0)).steps })
  }

  public init(recorded: Form) throws {
    guard recorded.ticks.count == recorded.steps.count else {
      throw RecordedFormError(
        "\(recorded.ticks.count) prices and \(recorded.steps.count) sizes of levels")
    }
    self.init(recorded.side)
    // The best level first, so that the array need not follow the best price.
    let places = recorded.ticks.indices
    for place in side == .buy ? Array(places.reversed()) : Array(places) {
      guard let price = Price(checking: recorded.ticks[place]) else {
        throw RecordedFormError("a level at \(recorded.ticks[place]) ticks")
      }
      set(price, to: Quantity(steps: recorded.steps[place]))
    }
  }
}
