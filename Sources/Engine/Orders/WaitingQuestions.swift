import Market

/// The weights of the questions that wait for room in the request budget, and which one goes next.
///
/// Lighter questions leave room for the heaviest, otherwise they would use all room as it becomes
/// free. Once a heavier one was asked while a lighter one waited, that reverses. Questions no
/// heavier than that one are asked without leaving room, until together they weigh as much; heavier
/// ones leave room for the lightest.
struct WaitingQuestions: Sendable, Codable {
  /// Weight of the heaviest; 0 if none waits.
  private(set) var heaviest = 0
  /// Weight of the lightest; 0 if none waits.
  private var lightest = 0
  /// Weight that lighter questions may use before they leave the heaviest its room again.
  private var turn = 0

  /// The weight that a question of weight `weight` leaves to others.
  func kept(beside weight: Int) -> Int {
    if weight < heaviest, weight > turn { return heaviest }
    return lightest < weight ? min(lightest, turn) : 0
  }

  /// There was no room for a question.
  mutating func hold(_ weight: Int) {
    heaviest = max(heaviest, weight)
    lightest = lightest == 0 ? weight : min(lightest, weight)
  }

  /// A question is asked.
  mutating func ask(_ weight: Int) {
    let isBeforeLighter = lightest > 0 && lightest < weight
    turn = isBeforeLighter ? weight : max(0, turn - weight)
    if weight >= heaviest { heaviest = 0 }
    if weight <= lightest { lightest = 0 }
  }
}
