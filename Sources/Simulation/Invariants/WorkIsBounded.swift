import Engine

/// WORK: one input causes at most four looks at any one lot or rung.
struct WorkIsBounded: Checker {
  private static let most = 4

  mutating func look(at stage: borrowing Stage) -> Finding? {
    let looks = stage.run.engine.mostLooks
    guard looks > WorkIsBounded.most else { return nil }
    return Finding(
      .workIsBounded, expected: "a lot or rung examined at most \(WorkIsBounded.most) times",
      found: "\(looks) times")
  }
}
