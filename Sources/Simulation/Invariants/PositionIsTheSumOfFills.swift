import Market

/// L1: the engine's position is what the fills it was told of make, and the adjustments it recorded,
/// at every moment; once all is healed it is the venue's.
struct PositionIsTheSumOfFills: Checker {
  mutating func look(at stage: borrowing Stage) -> Finding? {
    guard !stage.boundary.anchorIsInvented else {
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
