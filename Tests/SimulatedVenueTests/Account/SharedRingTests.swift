import Testing

@testable import SimulatedVenue

@Suite("A ring in blocks that copies share")
struct SharedRingTests {
  @Test(
    "It remembers the newest elements in their order, and a copy what it had",
    arguments: [1, 2, 255, 256, 257, 600])
  func newest(capacity: Int) {
    var ring = SharedRing<Int>(capacity: capacity)
    var copy = ring
    for number in 0..<2_000 {
      if number == 700 { copy = ring }
      ring.append(number)
    }
    let kept = (0..<ring.count).map { ring[$0] }
    #expect(kept == Array((2_000 - capacity)..<2_000))
    #expect(ring.total == 2_000)
    #expect((0..<copy.count).map { copy[$0] } == Array((700 - capacity)..<700))
  }
}
