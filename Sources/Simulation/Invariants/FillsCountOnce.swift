/// L2: as many fills are booked as different ones were told.
struct FillsCountOnce: Checker {
  mutating func look(at stage: borrowing Stage) -> Finding? {
    let told = stage.boundary.heardByEngine
    let booked = stage.run.engine.counters.fills
    guard booked != told else { return nil }
    return Finding(.fillsCountOnce, expected: "\(told) fills booked", found: "\(booked)")
  }
}
