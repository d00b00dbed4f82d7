import Market
import Testing
import Venue

@testable import Engine

@Suite("Previews of commands about opens")
struct PreviewTests {
  @Test(
    "CONSOLE-05 A move shows what would be placed where, or why it can't be, and changes nothing")
  func move() throws {
    var desk = try Desk.standing()
    desk.fill(1, 2)
    let preview = desk.engine.preview(.moveOrder(desk.id(1), Price(ticks: 985)))

    #expect(preview.opensToCancel == 1 && preview.opensToPlace == 1 && preview.refusal == nil)
    #expect(preview.side == .buy && preview.quantity == Quantity(steps: 3))
    #expect(preview.worstPrice == Price(ticks: 985))
    let crossing = desk.engine.preview(.moveOrder(desk.id(1), Price(ticks: 1_001)))
    #expect(crossing.refusal?.code == .wouldCross && crossing.opensToCancel == 0)
    let exit = desk.engine.preview(.moveOrder(desk.id(5), Price(ticks: 985)))
    #expect(exit.refusal?.code == .notLiveOpen)
  }

  @Test("CONSOLE-05 Repricing counts the rungs that were cancelled by hand")
  func reprice() throws {
    var desk = try Desk.standing()
    #expect(desk.engine.preview(.reprice).opensToPlace == 0)
    desk.command(.cancelOrder(desk.id(1)))
    desk.cancelled(1)

    #expect(desk.engine.preview(.reprice).opensToPlace == 1)
    #expect(desk.command(.reprice).count == 1, "what was shown is done")
  }

  @Test("ORDER-10 CONSOLE-05 Completing shows the imbalance, the opens that give way and the sweep")
  func complete() throws {
    var desk = try Desk.standing()
    #expect(desk.engine.preview(.complete(.sell)).refusal?.code == .nothingToComplete)
    desk.fill(1, 5)
    let preview = desk.engine.preview(.complete(.sell))

    #expect(preview.side == .sell && preview.quantity == Quantity(steps: 5))
    #expect(preview.opensToCancel == 3 && preview.opensToPlace == 1)
    #expect(preview.levelsSwept == 1 && preview.worstPrice == Price(ticks: 998))
    #expect(desk.engine.preview(.complete(.buy)).refusal?.code == .nothingToComplete)
    desk.command(.freeze)
    #expect(desk.engine.preview(.complete(.sell)).refusal?.code == .frozen)
  }

  @Test("OPEN-14 Quitting shows the opens it cancels and what only the engine protects")
  func quit() throws {
    let desk = try Desk.standing()
    let preview = desk.engine.preview(.quit)

    #expect(preview.opensToCancel == 4 && preview.naked.isZero)
  }

  @Test("CONSOLE-02 A watched stop and a waiting attempt have their places on the ladder")
  func ladder() throws {
    var desk = try Desk.standing {
      $0.exits.stop.place = .away(BasisPoints(hundredths: 20_000))
      $0.exits.stop.venueShare = .zero
    }
    desk.fill(1, 5)
    let stop = try #require(desk.snapshot.lots.first?.stop)
    let frame = LadderFrame(topTicks: stop.ticks + 1, rows: 3, ticksPerRow: 1)
    let cell = desk.engine.snapshot(frame).ladder[1].sells.first

    #expect(cell?.kind == .watchedStop && cell?.state == .planned)
    #expect(cell?.remaining == Quantity(steps: 5))
  }
}
