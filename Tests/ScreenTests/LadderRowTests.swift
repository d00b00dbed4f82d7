import Market
import Testing
import Venue

@testable import Engine
@testable import Screen

@Suite("The ladder's row under the cursor") struct LadderRowTests {
  /// A buy by hand beside a rung that waits for its lot, and the take-profit of another lot there.
  private func crowded() -> Snapshot {
    var snapshot = Sample.busy()
    snapshot.grid.rungs[0].state = .planned
    snapshot.grid.rungs[0].reason = Reason(.lotOpen, value: 13)
    snapshot.grid.rungs[0].heldBy = .lot
    snapshot.grid.rungs[0].lot = PositionID(13)
    snapshot.pendingOpens.removeAll { $0.price == Sample.price(612_204) }
    snapshot.pendingOpens.insert(
      PendingOpenView(
        id: Sample.id(.manual, 612_210, 40), side: .buy, price: Sample.price(612_210),
        quantity: Sample.size(3), filled: .zero, state: .confirmed, reason: Reason(.manual),
        quote: .zero, intendedExit: nil, sentAt: Sample.before(3)), at: 0)
    return snapshot
  }

  private func message(_ console: Console, _ snapshot: Snapshot) -> String {
    console.draw(snapshot, Sample.status, size: .medium).lines[ScreenSize.medium.rows - 2].trimmed
  }

  private func console(at price: Int64, _ side: Side, _ snapshot: Snapshot) -> (Console, Snapshot) {
    var console = Console()
    _ = console.settled(snapshot, .medium)
    while console.view.ladder.ticksPerRow < 100 { _ = console.view.ladder.zoom(by: 1) }
    while console.view.ladder.ticksPerRow > 100 { _ = console.view.ladder.zoom(by: -1) }
    console.view.ladder.select(Sample.price(price), side)
    return (console, console.settled(snapshot, .medium))
  }

  @Test("CONSOLE-17 A live order in a row is named, cancelled and moved before what is only wanted")
  func liveFirst() throws {
    var (console, snapshot) = console(at: 612_210, .buy, crowded())

    let words = "1 of 3 here (tab): buy 0.003 @ 61221.0 ● confirmed"
    #expect(message(console, snapshot).contains(words))
    let id = Sample.id(.manual, 612_210, 40)
    #expect(try console.press("x", on: snapshot) == [.preview(.cancelOrder(id))])
    _ = try console.press("esc", "w", on: snapshot)
    #expect(console.view.carried == id)
  }

  @Test("CONSOLE-17 Tab goes through all that stands in a row, round and round; enter explains it")
  func goesThrough() throws {
    var (console, snapshot) = console(at: 612_210, .buy, crowded())
    var seen: [String] = []
    for _ in 0..<3 {
      seen.append(message(console, snapshot))
      _ = try console.press("tab", on: snapshot)
    }

    #expect(seen[1].contains("2 of 3 here (tab): buy rung 1 @ 61220.4 is empty: LOT_OPEN"))
    #expect(seen[2].contains("3 of 3 here (tab): lot #13: long 0.002 @ 61220.4"))
    #expect(message(console, snapshot) == seen[0])
    _ = try console.press("tab", "tab", on: snapshot)
    #expect(try console.press("x", on: snapshot).isEmpty)
    #expect(message(console, snapshot).contains("this is lot #13 (1 of 3 in this row)"))
    #expect(try console.press("c", on: snapshot) == [.preview(.closeLot(PositionID(13)))])
  }

  @Test("CONSOLE-17 An exit is named with its lot")
  func exits() throws {
    let (console, snapshot) = console(at: 612_816, .sell, Sample.busy())

    #expect(
      message(console, snapshot).contains("exit of lot #12: sell 0.003 @ 61281.6 ● confirmed"))
  }

  @Test("CONSOLE-17 An order by hand joins the best price quoted in an aggregated row")
  func joins() throws {
    var (console, snapshot) = console(at: 612_600, .buy, Sample.busy())
    let sell = Command.placeManual(.sell, Price(ticks: 612_506))
    #expect(try console.press("s", on: snapshot) == [.command(sell)])
    console.view.ladder.select(Sample.price(612_500))
    let buy = Command.placeManual(.buy, Price(ticks: 612_505))
    #expect(try console.press("b", on: snapshot) == [.command(buy)])
  }

  @Test("CONSOLE-03 The operator's own scrolling never recentres: every rung is reached")
  func scrolls() throws {
    for zoom in [-3, 0, 2] {
      var console = Console()
      var snapshot = console.settled(Sample.busy(), .medium)
      for _ in 0..<abs(zoom) { _ = try console.press(zoom < 0 ? "z" : "Z", on: snapshot) }
      var before = Int64.max
      for _ in 0..<200 {
        _ = try console.press("j", on: snapshot)
        snapshot = console.settled(snapshot, .medium)
        let now = try #require(console.view.ladder.cursorLabel)
        #expect(now == before - console.view.ladder.ticksPerRow || before == .max)
        #expect(console.view.ladder.showsCursor)
        before = now
      }
      let away = console.draw(snapshot, Sample.status, size: .medium).text
      #expect(away.contains("market ▲ 61250.5, space returns"))
      _ = try console.press("space", on: snapshot)
      #expect(console.view.ladder.shows(612_505))
    }
  }

  @Test("CONSOLE-03 The market's own way to the edge recentres, not right after a cursor key")
  func follows() throws {
    var console = Console()
    let near = console.settled(Sample.busy(), .medium)
    _ = try console.press("j", on: near)
    let step = console.view.ladder.ticksPerRow
    let far = Sample.busy(bid: 612_505 + 100 * step, ask: 612_506 + 100 * step)

    let moves = console.settle(on: far, size: .medium)
    #expect(!moves, "a key was just pressed")
    _ = console.handle(
      .tick(elapsedNanoseconds: 6_000_000_000), snapshot: far, status: Sample.status)
    let moved = console.settle(on: far, size: .medium)
    #expect(moved)
    #expect(console.view.ladder.shows(612_505 + 100 * step))
  }

  @Test("CONSOLE-17 Lots beyond the ten-thousandth keep the digits that tell them apart")
  func lotNames() {
    var snapshot = Sample.busy()
    snapshot.lots = [28_451, 28_452, 123_456_789].map { number in
      LotView(
        id: PositionID(number), side: .buy, slot: Sample.price(612_510),
        entry: Sample.price(612_510), open: Sample.size(3), closed: .zero,
        openedAt: Sample.before(4), takeProfit: nil, covered: .zero, realised: .zero,
        unrealised: nil, fees: .zero)
    }
    for columns in [40, 60, 120] {
      let text = Console().draw(
        .lots, of: snapshot, Sample.status, size: ScreenSize(columns: columns, rows: 8)
      ).text
      #expect(text.contains("#28451") && text.contains("#28452") && text.contains("…3456789"))
    }
  }

  @Test("CONSOLE-17 A long symbol is cut before price, quotes, clock and state give way")
  func longSymbol() {
    var status = Sample.status
    status.market = String(repeating: "SYMBOL", count: 50)
    for columns in [80, 100, 120, 200] {
      let line = Console().draw(
        .header, of: Sample.busy(), status, size: ScreenSize(columns: columns, rows: 3)
      ).lines[0]
      #expect(line.contains("SYMBOL") && line.contains("…") && line.contains("61250.6 ▲"))
      #expect(line.contains("12:34:56.789") && line.contains("RUNNING 10×"), "\(columns)")
    }
  }

  @Test("CONSOLE-17 The Why window and the focused log go on below instead of cutting a reason")
  func wraps() throws {
    var snapshot = Sample.busy()
    snapshot.control.freezes = [Freeze(.foreignFill, at: Sample.time)]
    snapshot.log.append(
      LogEntry(.frozen, at: Sample.time, reason: Reason(.foreignFill)))
    var console = Console()
    snapshot = console.settled(snapshot, .small)
    #expect(!console.draw(snapshot, Sample.status, size: .small).text.contains("and unfreezes"))
    _ = try console.press("6", on: snapshot)
    #expect(console.draw(snapshot, Sample.status, size: .small).text.contains("unfreezes"))
    let line = ExplanationText.Line("a " + String(repeating: "reason ", count: 40) + "end")
    let shown = TextBox.wrapped([line], columns: 80).map(\.text)
    #expect(shown.count > 3 && shown.allSatisfy { $0.columns <= 77 })
    #expect(shown.last?.text.hasSuffix("end") == true)
  }
}
