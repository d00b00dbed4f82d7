/// L4: every fill names an order that was sent, or is foreign.
struct EveryFillBelongs: Checker {
  mutating func look(at stage: borrowing Stage) -> Finding? {
    guard let fill = stage.boundary.strayFill else { return nil }
    return Finding(
      .everyFillBelongs, expected: "a fill of an order that was sent",
      found: "fill \(fill.id.value) of \(fill.order)")
  }
}
