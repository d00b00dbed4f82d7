/// The harness's own check: the venue's stated position is the sum of its fills.
struct VenueIsConsistent: Checker {
  mutating func look(at stage: borrowing Stage) -> Finding? {
    guard let event = stage.truth.contradiction else { return nil }
    return Finding(
      .venueIsConsistent,
      expected: "a position of \(stage.truth.position) or what an earlier fill left",
      found: "\(event.position.steps) after \(event.kind) of \(event.order)")
  }
}
