/// L2: the number of booked fills is the number of different fills that were reported.
struct FillsCountOnce: Checker {
  mutating func look(at stage: borrowing Stage) -> Finding? {
    let told = stage.boundary.known.booked
    let booked = stage.run.engine.counters.fills
    guard booked != told else { return nil }
    return Finding(.fillsCountOnce, expected: "\(told) fills booked", found: "\(booked)")
  }
}
