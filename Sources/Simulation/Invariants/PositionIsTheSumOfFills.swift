import Market

/// L1: at every moment the engine's position is the sum of the fills that were reported to it, the
/// adjustments it recorded, and the position its books began with.
struct PositionIsTheSumOfFills: Checker {
  mutating func look(at stage: borrowing Stage) -> Finding? {
    guard !stage.boundary.known.anchorIsInvented else {
      return Finding(
        .positionIsTheSumOfFills, expected: "books that start with the account the venue reported",
        found: "\(stage.boundary.heardPosition) at the start")
    }
    let told = stage.boundary.heardPosition + stage.run.engine.adjustedSteps
    let shown = stage.run.engine.position.steps
    guard shown != told else { return nil }
    return Finding(
      .positionIsTheSumOfFills, expected: "a position of \(told), the sum of the reported fills",
      found: "\(shown)")
  }
}
