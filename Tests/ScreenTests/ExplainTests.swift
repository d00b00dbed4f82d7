import Market
import Testing
import Venue

@testable import Engine
@testable import Screen

@Suite("Explanations in words") struct ExplainTests {
  /// A rung that the exposure cap holds back.
  private var heldRung: Explanation {
    let reason = Reason(.exposureAboveCap, value: 62, limit: 50)
    var explanation = Explanation(
      .rung(.sell, level: 5, Sample.price(614_040)), .held(.exposure, reason))
    explanation.facts = [
      .init(.anchor, 612_510, .ticks), .init(.level, 5, .count), .init(.wantedSize, 3, .steps),
    ]
    explanation.gates = [
      GateReading(.freeze, isOpen: true, Reason(.frozen)),
      GateReading(
        .rests, isOpen: true, Reason(.wouldCross, value: 614_040, limit: 612_505)),
      GateReading(.exposure, isOpen: false, reason), .unused(.budget, .baseReserved),
    ]
    explanation.changes = [.roomFrees(.exposure)]
    return explanation
  }

  @Test("CONSOLE-09 A held rung says which gate, both numbers, and what would open it")
  func words() {
    let text = ExplanationText.text(heldRung, Sample.instrument, at: Sample.time)

    #expect(
      text == """
        sell rung 5 @ 61404.0
        empty, blocked by exposure cap: EXPOSURE_ABOVE_CAP: would hold 0.062; the cap is 0.050
        Rule and inputs
          anchor              61251.0
          level               5
          wanted size         0.003
        Gates, in the order they are checked
          ✓ freeze           not frozen
          ✓ rests            would rest: 61404.0 is above the bid 61250.5
          ✗ exposure cap     would hold 0.062; the cap is 0.050
          · budget           not set
        What would change it
          a fill or a cancelled order makes room: exposure cap
        """)
  }

  @Test("CONSOLE-09 The key asks about the rung, order, lot or empty price under the cursor")
  func targets() throws {
    let snapshot = Sample.busy()
    var console = Console()
    _ = console.settled(snapshot, .small)
    for _ in 0..<12 { _ = try console.press("z") }

    func asked(_ keys: String...) throws -> ExplainTarget? {
      for key in keys + ["i"] { _ = try console.press(key) }
      defer { console.uncover() }
      return console.ladderFrame(for: .small).explaining
    }
    let open = try #require(snapshot.pendingOpens.first)
    let lot = try #require(snapshot.lots.first)
    let leg = try #require(snapshot.legs.first)
    let best = try #require(snapshot.market.bestBid)

    #expect(try asked("2") == .order(open.id))
    #expect(try asked("3") == .lot(lot.id))
    #expect(try asked("4") == .order(leg.id))
    #expect(try asked("1", "g", "b") == .price(.buy, best))
  }

  @Test("CONSOLE-09 The explanation lies over the panels, scrolls, and closes without a trade")
  func overlay() throws {
    var snapshot = Sample.busy()
    snapshot.explanation = heldRung
    var console = Console()
    _ = console.settled(snapshot, .small)

    #expect(try console.press("enter", on: snapshot).isEmpty)
    let lines = console.draw(snapshot, Sample.status, size: .small).lines
    #expect(lines.contains { $0.contains("✗ exposure cap     would hold 0.062") })
    #expect(try console.press("b", "s", "down", "f", on: snapshot) == [.command(.freeze)])
    #expect(try console.press("esc", on: snapshot).isEmpty)
    #expect(console.view.overlay == .none)
  }
}
