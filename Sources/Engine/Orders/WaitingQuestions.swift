import Market

/// What the questions weigh that wait for room in the budget of requests, and who of them goes next.
///
/// Light ones leave room for the heaviest, or they would take all room as it comes. Once a heavier one went
/// while a light one waited it is the other way round: what is no heavier than that one goes without
/// leaving room, until it weighs as much together, and heavier ones leave room for the lightest.
struct WaitingQuestions: Sendable, Codable {
  /// What the heaviest weighs; zero where none waits.
  private(set) var heaviest = 0
  /// What the lightest weighs; zero where none waits.
  private var lightest = 0
  /// What lighter ones may weigh before they leave the heaviest its room again.
  private var turn = 0

  /// The weight that a question of such a weight leaves to others.
  func kept(beside weight: Int) -> Int {
    if weight < heaviest, weight > turn { return heaviest }
    return lightest < weight ? min(lightest, turn) : 0
  }

  /// There was no room for one.
  mutating func hold(_ weight: Int) {
    heaviest = max(heaviest, weight)
    lightest = lightest == 0 ? weight : min(lightest, weight)
  }

  /// One is asked.
  mutating func ask(_ weight: Int) {
    let isBeforeLighter = lightest > 0 && lightest < weight
    turn = isBeforeLighter ? weight : max(0, turn - weight)
    if weight >= heaviest { heaviest = 0 }
    if weight <= lightest { lightest = 0 }
  }
}
