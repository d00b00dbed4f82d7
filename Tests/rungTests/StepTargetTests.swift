import Testing

@testable import rung

@Test(
  "Every way to name a moment is read",
  arguments: [
    ("end", .end), ("#1234", .update(1_234)), ("fill:3", .count(.fill, 3)),
    ("decision:10", .count(.decision, 10)), ("reject:1", .count(.reject, 1)),
    ("event:5", .count(.event, 5)), ("+90", .time("+90")), ("23:55:00", .time("23:55:00")),
    ("2024-08-08T23:55:00Z", .time("2024-08-08T23:55:00Z")),
  ] as [(String, StepTarget)])
func moments(text: String, target: StepTarget) {
  #expect(StepTarget(text) == target)
}

@Test(
  "A number that is missing, below one or no number names no moment",
  arguments: ["#", "#0", "#-1", "#x", "fill:", "fill:0", "event:0", "fills:3", "fill:3x"])
func noMoments(text: String) {
  #expect(StepTarget(text) == nil)
}
