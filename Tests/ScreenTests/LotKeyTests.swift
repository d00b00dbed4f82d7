import Market
import Testing

@testable import Engine
@testable import Screen

@Suite("Console: keys for lots") struct LotKeyTests {
  private func console(_ snapshot: Snapshot) -> Console {
    var console = Console()
    _ = console.settled(snapshot, .small)
    return console
  }

  @Test("CONSOLE-04 CONSOLE-05 Closing a lot shows what it would do and takes the stronger key")
  func closeLot() throws {
    let snapshot = Sample.busy()
    var console = console(snapshot)
    let close = Command.closeLot(PositionID(12))

    #expect(try console.press("3", "c") == [.preview(close)])
    console.show(Sample.flattenPreview, for: close)
    _ = console.settled(snapshot, .small)
    let lines = console.draw(snapshot, Sample.status, size: .small).lines
    #expect(lines.contains { $0.contains("Close lot #12 at the market") })
    #expect(lines.contains { $0.contains("sells 0.005 at the market") })
    #expect(try console.press("y").isEmpty)
    #expect(try console.press("!") == [.command(close)])
  }

  @Test("CONSOLE-04 An excess is closed by one key, and only where there is one")
  func closeExcess() throws {
    var snapshot = Sample.busy()
    var console = console(snapshot)

    #expect(try console.press("B", on: snapshot).isEmpty)
    snapshot.lots[1].role = .excess
    #expect(try console.press("B", on: snapshot) == [.preview(.closeExcess)])
  }

  @Test("CONSOLE-04 A benched rung is freed at the cursor")
  func endCooldown() throws {
    var snapshot = Sample.busy()
    let rung = try #require(snapshot.grid.rungs.first { $0.side == .buy })
    snapshot.cooldowns = [CooldownView(side: .buy, slot: rung.price, attempts: 2, until: nil)]
    var console = console(snapshot)
    console.view.ladder.select(rung.price)
    let free = Command.endCooldown(.buy, rung.price)

    #expect(try console.press("u", on: snapshot) == [.preview(free)])
    console.show(CommandPreview(), for: free)
    _ = console.settled(snapshot, .small)
    #expect(try console.press("y", on: snapshot) == [.command(free)])
  }

  @Test("EXIT-10 EXIT-05 Benches and what closed last stand in the books")
  func books() throws {
    var snapshot = Sample.busy()
    snapshot.cooldowns = [
      CooldownView(side: .sell, slot: nil, attempts: 1, until: Sample.before(-60))
    ]
    snapshot.recentCloses = [
      LotRecord(
        lot: PositionID(11), side: .buy, rung: Sample.price(612_204), cause: .stop,
        quantity: Sample.size(2), entry: Sample.price(612_204), exit: Sample.price(611_204),
        openedAt: Sample.before(600), closedAt: Sample.before(30),
        made: ExactMoney(Money(units: -2_000)),
        entryFees: ExactMoney(Money(units: 244)), exitFee: ExactMoney(Money(units: 611)),
        isWhole: true)
    ]
    let text = BooksPanel.lines(snapshot).map(\.text)

    #expect(
      text.suffix(4) == [
        "Cooldowns after stop-losses", "the sell side, stopped out 1×, for another 60 s",
        "Last closed lots, newest first",
        "12:34:26 #11 long 0.002 61220.4 to 61120.4 net -0.2855 by its stop",
      ])
  }
}
