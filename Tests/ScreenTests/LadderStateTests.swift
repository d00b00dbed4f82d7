import Engine
import Market
import Testing

@testable import Screen

@Suite struct LadderStateTests {
  private func settled(rows: Int = 20, on snapshot: Snapshot = Sample.busy()) -> LadderState {
    var ladder = LadderState()
    _ = ladder.settle(on: snapshot, rows: rows, policy: .nearEdge(rows: 2), isHeld: false)
    return ladder
  }

  @Test("The first market places the ladder around it, with three to five rungs a side in view")
  func firstPlace() {
    for rows in [13, 20, 35, 45, 65] {
      let ladder = settled(rows: rows)
      let rungs = Double(rows / 2) * Double(ladder.ticksPerRow) / 306

      #expect(ladder.row(of: 612_505) == rows / 2, "rows \(rows)")
      #expect(ladder.topTicks % ladder.ticksPerRow == 0)
      #expect(rungs > 2.4 && rungs < 6, "rows \(rows): \(rungs) rungs")
    }
  }

  @Test(
    "CONSOLE-03 The ladder stands still while the market moves on it, and the policy recentres it")
  func standsStill() {
    var ladder = settled()
    let frame = ladder.frame(rows: 20)
    let step = ladder.ticksPerRow

    for rows in -7...7 {
      let moved = Sample.busy(bid: 612_505 + Int64(rows) * step, ask: 612_506 + Int64(rows) * step)
      let didMove = ladder.settle(
        on: moved, rows: 20, policy: .nearEdge(rows: 2), isHeld: false)
      #expect(!didMove && ladder.frame(rows: 20) == frame, "\(rows) rows off")
    }

    let far = Sample.busy(bid: 612_505 + 9 * step, ask: 612_506 + 9 * step)
    let didMove = ladder.settle(on: far, rows: 20, policy: .nearEdge(rows: 2), isHeld: false)
    #expect(didMove)
    #expect(ladder.row(of: 612_505 + 9 * step) == 10)
  }

  @Test("CONSOLE-03 Neither an open question nor the manual policy lets the ladder move by itself")
  func held() {
    var ladder = settled()
    let frame = ladder.frame(rows: 20)
    let far = Sample.busy(bid: 650_000, ask: 650_001)

    let whileAsking = ladder.settle(
      on: far, rows: 20, policy: .nearEdge(rows: 2), isHeld: true)
    let byItself = ladder.settle(on: far, rows: 20, policy: .manual, isHeld: false)

    #expect(!whileAsking && !byItself)
    #expect(ladder.frame(rows: 20) == frame)
  }

  @Test("CONSOLE-03 The selection is a price: it stays when the ladder is centred elsewhere")
  func selectionIsAPrice() throws {
    var ladder = settled()
    ladder.moveCursor(by: 3)
    let selected = try #require(ladder.cursor)

    ladder.recentre(on: 650_000)

    #expect(ladder.cursor == selected)
    #expect(!ladder.shows(selected.ticks))
  }

  @Test("A selection moved past an edge takes the frame along")
  func pastTheEdge() throws {
    var ladder = settled()
    let top = ladder.topTicks

    ladder.moveCursorToEdge(top: true)
    ladder.moveCursor(by: 4)

    #expect(ladder.cursor?.ticks == top + 4 * ladder.ticksPerRow)
    #expect(ladder.topTicks == top + 4 * ladder.ticksPerRow)
  }

  @Test("A selection off the screen comes back at the nearest edge")
  func comesBack() {
    var ladder = settled()
    ladder.recentre(on: 650_000)

    ladder.moveCursor(by: 1)

    #expect(ladder.cursor?.ticks == ladder.topTicks - 19 * ladder.ticksPerRow)
  }

  @Test("Zooming keeps the selected price on its row, and ends at one tick a row")
  func zooming() throws {
    var ladder = settled()
    let selected = try #require(ladder.cursor)
    let row = ladder.row(of: selected.ticks)

    var isFinest = false
    while !isFinest {
      isFinest = !ladder.zoom(by: -1)
      #expect(ladder.row(of: selected.ticks) == row)
    }

    #expect(ladder.ticksPerRow == 1)
    #expect(ladder.cursor == selected)
  }

  @Test("A market near zero, no rows, and a lost market never trap")
  func oddMarkets() {
    for rows in [0, 1, 2, 50] {
      var ladder = LadderState()
      for snapshot in [
        Sample.empty(), Sample.quoted(bid: 1, ask: 2), Sample.empty(), Sample.busy(),
      ] {
        _ = ladder.settle(on: snapshot, rows: rows, policy: .nearEdge(rows: 2), isHeld: false)
        for step in [-60, -1, 1, 60] {
          ladder.moveCursor(by: step)
          _ = ladder.zoom(by: step.signum())
        }
        ladder.moveCursorToEdge(top: false)
        #expect(ladder.cursor.map { $0.ticks > 0 } ?? true)
      }
    }
  }
}
